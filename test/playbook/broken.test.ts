import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runProgram } from '../support/program.ts';

const connect = (): Promise<never> => Promise.reject(new Error('nobody may connect'));

/**
 * Each file says in its last lines what must be found, as it is printed, in any order: `# error[unknown-kind] unknown-kind.yml:4:7`,
 * for problems in templates also the task that renders them; `# validate …` for what only `validate` looks for.
 */
describe('a broken playbook is refused before the first connection, at the right place:', () => {
  const directory = join(import.meta.dirname, 'broken');

  test('there are many of them', () => {
    expect(filesIn(directory).length).toBeGreaterThan(80);
  });

  test.each(filesIn(directory))('%s', async (name) => {
    const text = readFileSync(join(directory, name), 'utf8');
    const always = expectedIn(text, /^# ((?:error|usage|  see).*)$/gm);
    const validated = expectedIn(text, /^# (?:validate )?((?:error|warning|usage|  see).*)$/gm);
    const validation = await runProgram(['validate', '--strict', name, '-i', 'hosts.ini'], { cwd: directory, connect });
    if (validated.length > always.length && !always.some((each) => each?.startsWith('error'))) {
      expect({ code: validation.code, found: foundIn(validation.err) }).toEqual({ code: 2, found: validated });
      return;
    }
    const { code, err } = await runProgram(['run', name, '-i', 'hosts.ini'], { cwd: directory, connect });
    expect({ code, found: foundIn(err) }).toEqual({ code: 2, found: always });
    expect({ code: validation.code, found: foundIn(validation.err) }).toEqual({ code: 2, found: always });
  });
});

describe('a broken inventory is refused, at the right place:', () => {
  const directory = join(import.meta.dirname, 'broken-inventories');

  test.each(filesIn(directory).filter((name) => name !== 'site.yml'))('%s', async (name) => {
    const expected = expectedIn(readFileSync(join(directory, name), 'utf8'), /^# ((?:error|warning).*)$/gm);
    const words = ['validate', '--strict', 'site.yml', '-i', name];
    const { code, err } = await runProgram(words, { cwd: directory, connect });
    expect({ code, found: foundIn(err) }).toEqual({ code: 2, found: expected });
  });
});

function filesIn(directory: string): readonly string[] {
  return readdirSync(directory).filter(
    (name) => /\.(?:yml|ini)$/.test(name) && !/^hosts\.ini$|-tasks\.yml$/.test(name),
  );
}

function expectedIn(text: string, line: RegExp): readonly (string | undefined)[] {
  return [...text.matchAll(line)].map((match) => match[1]).sort();
}

function foundIn(printed: string): readonly string[] {
  return [...printed.matchAll(/^(?:(?:error|warning)(?:\[.*)?|  see: \S+:\d+(?=: the template is named here))/gm)]
    .map((match) => match[0])
    .sort();
}
