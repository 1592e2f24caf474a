import { expect, test } from '@jest/globals';
import type { CommandResult } from '../../../src/host.ts';
import { preludeFor } from '../../../src/engine/prelude/prelude.ts';
import { hostPathsIn } from '../../support/host-paths.ts';

const lock = { token: '00', who: 'anna@desk7 runs site.yml', waitSeconds: 60, breaks: false };

function told(stdout: string): { readonly owed: readonly string[]; readonly warnings: readonly string[] } {
  const [owed, warnings]: [string[], string[]] = [[], []];
  const findings = {
    owed: (id: string) => owed.push(id),
    applied: () => undefined,
    warn: (message: string) => warnings.push(message),
  };
  const result: CommandResult = {
    ...{ exitCode: 0, stdout: Buffer.from(stdout), stderr: Buffer.alloc(0) },
    ...{ truncated: false, skipped: false, durationMs: 0 },
  };
  preludeFor('run', hostPathsIn('/tmp'), lock, findings).onDone(result, undefined);
  return { owed, warnings };
}

test('what a host makes up is either a record with a name of ours or nothing', () => {
  const id = '0123456789abcdef0123456789abcdef';
  const lines = [
    `owed ${id} {"handler":"a"}`,
    'owed ../../etc x',
    `owed ${id}0 x`,
    'owed',
    'undone',
    '\u001b[2J',
    'unlocked ',
  ];
  const { owed, warnings } = told(lines.join('\n'));
  expect(owed).toEqual([id]);
  expect(warnings).toHaveLength(2);
});

test('a host that owes without end is not listened to without end', () => {
  const lines = Array.from({ length: 100_000 }, (_, index) => `owed ${index.toString(16).padStart(32, '0')} x`);
  expect(told(lines.join('\n')).owed).toHaveLength(6000);
});
