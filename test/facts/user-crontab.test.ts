import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { userCrontab } from '../../src/facts/user-crontab.ts';
import { runFact, shells } from '../support/run-fact.ts';

const directory = mkdtempSync(join(tmpdir(), 'crontab-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** A crontab(1) that has something different for each user. */
writeFileSync(
  join(directory, 'crontab'),
  `#!/bin/sh
case "$*" in
'-u full -l') printf 'lines\\n refused x\\n\\n* * * * * true' ;;
'-l') echo own ;;
'-u empty -l') echo 'no crontab for empty' >&2; exit 1 ;;
'-u nobody9 -l') echo "crontab:  user nobody9 unknown" >&2; exit 1 ;;
*) echo 'must be privileged to use -u' >&2; exit 1 ;;
esac
`,
  { mode: 0o755 },
);

test.each(shells)('keeps crontabs apart from what it says itself, through %s', (_, shell) => {
  const path = { PATH: `${directory}:${process.env['PATH'] ?? ''}` };
  expect(runFact(userCrontab, ['full', '', 'empty', 'nobody9', 'other'], shell, path)).toEqual([
    { type: 'lines', lines: ['lines', ' refused x', '', '* * * * * true'] },
    { type: 'lines', lines: ['own'] },
    { type: 'absent' },
    { type: 'no-user' },
    { type: 'refused', message: 'must be privileged to use -u' },
  ]);
});

test('says that a host has no cron', () => {
  expect(userCrontab.parse(Buffer.from('no-cron\n'), ['root'])).toEqual([{ type: 'no-cron' }]);
});
