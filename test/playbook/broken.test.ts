import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runProgram } from '../support/program.ts';

const directory = join(import.meta.dirname, 'broken');
const playbooks = readdirSync(directory).filter((name) => name.endsWith('.yml') && !name.endsWith('-tasks.yml'));

/** Each file says in its last lines what must be found: `# error[unknown-kind] unknown-kind.yml:4:7`. */
describe('a broken playbook is refused before the first connection, at the right place:', () => {
  test.each(playbooks)('%s', async (name) => {
    const text = readFileSync(join(directory, name), 'utf8');
    const expected = [...text.matchAll(/^# ((?:error|usage).*)$/gm)].map((match) => match[1]);
    const connect = (): Promise<never> => Promise.reject(new Error('nobody may connect'));
    const { code, err } = await runProgram(['run', name, '-i', 'hosts.ini'], { cwd: directory, connect });
    const found = [...err.matchAll(/^error(?:\[.*)?$/gm)].map((match) => match[0]);
    expect({ code, found }).toEqual({ code: 2, found: expected });
  });
});
