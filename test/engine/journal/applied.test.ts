import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from '@jest/globals';
import { connectLocal } from '../../../src/hosts/local.ts';
import { hostPathsIn } from '../../support/host-paths.ts';
import { runProgram } from '../../support/program.ts';
import type { ProgramEnd } from '../../support/program.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const base = temporaryDirectory();
let directory: string;
let count = 0;
beforeEach(() => {
  count += 1;
  directory = join(base, String(count));
  mkdirSync(directory);
});

/** Two texts in one chain, and a line that is edited into a file. */
function play(command: string, text = 'one', line = 'x=1'): Promise<ProgramEnd> {
  writeFileSync(
    join(directory, 'site.yml'),
    `- name: web
  hosts: all
  gather_facts: false
  tasks:
    - name: a
      copy: {dest: ${directory}/a, content: ${text}}
    - name: b
      copy: {dest: ${directory}/b, content: ${text}}
    - name: line
      lineinfile: {path: ${directory}/lines, regexp: '^x=', line: ${line}, create: true}
`,
  );
  return runProgram([command, 'site.yml', '-i', 'here,'], {
    cwd: directory,
    hostPaths: hostPathsIn(directory),
    connect: (address) => connectLocal(address),
  });
}

const records = (): string => join(directory, 'var-lib', 'rackwright', 'applied');
const edit = (name: string, text: string): void => writeFileSync(join(directory, name), text);

/** Who has moved, of each task that would change something. */
function moved({ events }: ProgramEnd): readonly string[] {
  return events.flatMap((event) =>
    event.type === 'task.finished' && event.outcome.status === 'would-change'
      ? [`${event.task.name} ${event.outcome.changes.map((change) => change.moved ?? '?').join()}`]
      : [],
  );
}

beforeEach(async () => {
  expect((await play('run')).code).toBe(0);
});

test('verify tells who has moved since', async () => {
  expect(moved(await play('verify', 'two', 'x=2'))).toEqual(['a playbook', 'b playbook', 'line playbook']);
  edit('a', 'by hand');
  rmSync(join(directory, 'b'));
  edit('lines', 'x=3\n');
  expect(moved(await play('verify'))).toEqual(['a host', 'b host', 'line host']);
  expect(moved(await play('plan', 'two', 'x=2'))).toEqual(['a both', 'b both', 'line both']);
});

test('a repaired host is known by what was written last', async () => {
  edit('a', 'by hand');
  await play('run', 'two');
  expect(moved(await play('verify', 'three'))).toEqual(['a playbook', 'b playbook']);
});

test('what is the same on a converged host writes nothing', async () => {
  const before = readdirSync(records()).map((name) => [name, statSync(join(records(), name)).mtimeMs]);
  await play('run');
  await play('verify');
  expect(readdirSync(records()).map((name) => [name, statSync(join(records(), name)).mtimeMs])).toEqual(before);
  expect(before).toHaveLength(3);
});

test('a write that did not come to pass is nobody’s edit', async () => {
  // As if the run had been killed behind its note.
  for (const name of readdirSync(records())) {
    const text = readFileSync(join(records(), name), 'utf8');
    const now = JSON.parse(text.split('\n')[0] ?? '') as { readonly sha256: string };
    const record = { ...now, sha256: 'f'.repeat(64), was: now.sha256 };
    writeFileSync(join(records(), name), `${JSON.stringify(record)}\nmade\n`);
  }
  expect(moved(await play('verify', 'two', 'x=2'))).toEqual(['a playbook', 'b playbook', 'line playbook']);
});

test('notes hold no contents, and belong to their user alone', () => {
  const [name = ''] = readdirSync(records());
  const text = readFileSync(join(records(), name), 'utf8');
  expect(text).toMatch(
    /^\{"v":1,"path":"[^"]*","sha256":"[0-9a-f]{64}","by":"play web: \w+","in":"[^"]*site.yml"\}\nmade\n$/,
  );
  expect(statSync(join(records(), name)).mode & 0o777).toBe(0o600);
  expect(statSync(records()).mode & 0o777).toBe(0o700);
});

test.each([
  ['no JSON', 'nonsense'],
  ['a newer version', '{"v":2,"path":"/x"}'],
  ['another path', `{"v":1,"path":"/x","by":"","sha256":"${'0'.repeat(64)}"}`],
  ['nothing', ''],
])('a note that is not ours is said and left: %s', async (_name, text) => {
  const [first = ''] = readdirSync(records());
  edit(join('var-lib', 'rackwright', 'applied', first), text);
  const verify = await play('verify', 'two');
  const warnings = verify.events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));
  expect(warnings).toEqual([expect.stringContaining(`applied/${first} in a way that is not ours`)]);
  expect(readFileSync(join(records(), first), 'utf8')).toBe(text);
});
