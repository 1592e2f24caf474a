import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { localFacts } from '../../src/facts/local-facts.ts';
import { parseLocalFact } from '../../src/facts/parse-local-fact.ts';
import { shells } from '../support/run-fact.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { writeFiles } from '../support/write-files.ts';

const root = temporaryDirectory();
writeFiles(root, {
  'one/rack.json': '{"row": 3, "tags": ["a", "ü"]}',
  'one/ran.fact': '#!/bin/sh\necho "{\\"user\\": \\"$(id -un)\\"}"; echo noise >&2\n',
  'one/open.json': '{"by": "everybody"}',
  'one/big.json': `"${'x'.repeat(70_000)}"`,
  'one/notes.txt': 'not a fact',
  'two/rack.fact': '[late]\nrow=9\n',
  'two/preferences.fact': '[general]\nAsk = no\n# nothing\nbar: 1\n',
});
chmodSync(join(root, 'one/ran.fact'), 0o755);
chmodSync(join(root, 'one/open.json'), 0o666);

describe.each(shells)('facts.local through %s', (_, [program, ...words]) => {
  test('is what files say, the first of a name', () => {
    const script = localFacts.script([join(root, 'one'), join(root, 'two'), join(root, 'missing')]);
    const { stdout, status } = spawnSync(program, [...words, '-c', script.text], { encoding: 'utf8' });
    expect(status).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.every((line) => line.startsWith('local '))).toBe(true);
    const facts = localFacts.parse(lines.map((line) => line.slice('local '.length)));
    expect(JSON.parse(JSON.stringify(facts))).toEqual({
      rack: { row: 3, tags: ['a', 'ü'] },
      ran: { user: expect.any(String) as unknown },
      big: 'error: more than 65536 bytes',
      preferences: { general: { ask: 'no', bar: '1' } },
    });
  });
});

describe('a local fact', () => {
  test.each([
    ['{"__proto__": {"x": 1}}', 'error: the name "__proto__" is refused'],
    ['[constructor]\nx=1', 'error: this is neither JSON nor a list of `[section]` and `name=value`'],
    ['['.repeat(1000) + ']'.repeat(1000), 'error: it is nested more than 20 deep'],
    ['', 'error: this is neither JSON nor a list of `[section]` and `name=value`'],
    ['no', 'error: this is neither JSON nor a list of `[section]` and `name=value`'],
  ])('that is %j is an error in its place', (text, error) => {
    expect(parseLocalFact(text)).toBe(error);
  });

  test('has own properties only', () => {
    expect(Object.getPrototypeOf(parseLocalFact('{"a": 1}'))).toBe(null);
    expect(localFacts.parse(['toString e30=', '../x e30=', 'a b!'])).toEqual({ toString: {} });
  });
});
