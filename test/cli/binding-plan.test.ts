import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from '@jest/globals';
import { runProgram } from '../support/program.ts';
import type { ProgramEnd } from '../support/program.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const directory = temporaryDirectory();
const at = (name: string): string => join(directory, name);

const site = `- hosts: all
  gather_facts: false
  tasks:
    - copy: {dest: "${directory}/{{ inventory_hostname }}", content: "{{ word }}"}
    - command: {argv: [touch, "${directory}/{{ inventory_hostname }}.done"], creates: "${directory}/{{ inventory_hostname }}.done"}
`;

beforeEach(async () => {
  writeFileSync(at('site.yml'), site);
  for (const host of ['a', 'b']) writeFileSync(at(host), 'old');
  const plan = await program('plan', '--out', 'site.plan');
  expect(plan.code).toBe(0);
});

function program(command: string, ...words: readonly string[]): Promise<ProgramEnd> {
  return runProgram([command, 'site.yml', '-i', 'a,b,', '-e', 'word=new', ...words], { cwd: directory });
}

const contents = (): readonly string[] => ['a', 'b'].map((host) => readFileSync(at(host), 'utf8'));

test('a run does what the plan has shown', async () => {
  expect(statSync(at('site.plan')).mode & 0o777).toBe(0o600);
  expect(readFileSync(at('site.plan'), 'utf8')).not.toContain('new');
  expect((await program('run', '--plan', 'site.plan')).code).toBe(0);
  expect(contents()).toEqual(['new', 'new']);
});

test('a host that has changed since is left alone, and the others are not', async () => {
  writeFileSync(at('a'), 'edited by hand');
  const run = await program('run', '--plan', 'site.plan');
  expect(run.code).toBe(1);
  expect(run.events.filter((event) => event.type === 'host.lost')).toEqual([
    expect.objectContaining({
      host: 'a',
      failure: expect.objectContaining({
        code: 'plan-outdated',
        message: 'nothing was done here: the host has changed since the plan was made',
      }),
    }),
  ]);
  expect(contents()).toEqual(['edited by hand', 'new']);
});

test('another value of a variable is another plan', async () => {
  const run = await program('run', '--plan', 'site.plan', '-e', 'word=other');
  expect({ code: run.code, contents: contents() }).toEqual({ code: 1, contents: ['old', 'old'] });
});

test('a playbook that was edited since is refused before anything is looked at', async () => {
  writeFileSync(at('site.yml'), site.replace('touch', 'sync'));
  const run = await program('run', '--plan', 'site.plan');
  expect({ code: run.code, events: run.events, contents: contents() }).toEqual({
    code: 2,
    events: [],
    contents: ['old', 'old'],
  });
  expect(run.err).toContain('is of another playbook, or of other tasks or an older text of it');
});

test('a host that the plan did not see is left alone', async () => {
  await program('plan', '--out', 'site.plan', '--limit', 'a');
  const run = await program('run', '--plan', 'site.plan');
  expect({ code: run.code, contents: contents() }).toEqual({ code: 1, contents: ['new', 'old'] });
});

test.each([
  ['{"format": "rackwright plan 0"}', 'is no plan'],
  ['not json', 'is no plan'],
  ['[]', 'is no plan'],
])('what is no plan is refused: %s', async (text, message) => {
  writeFileSync(at('site.plan'), text);
  const run = await program('run', '--plan', 'site.plan');
  expect(run.code).toBe(2);
  expect(run.err).toContain(message);
});

test('a plan that is not there is named', async () => {
  const run = await program('run', '--plan', 'other.plan');
  expect(run.code).toBe(2);
  expect(run.err).toContain('the plan cannot be read: ENOENT');
});
