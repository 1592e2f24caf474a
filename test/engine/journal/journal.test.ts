import { mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from '@jest/globals';
import { HostError } from '../../../src/diagnostics/errors.ts';
import type { Connect } from '../../../src/host.ts';
import { connectLocal } from '../../../src/hosts/local.ts';
import { hostPathsIn } from '../../support/host-paths.ts';
import { runProgram } from '../../support/program.ts';
import type { ProgramEnd } from '../../support/program.ts';
import { story } from '../../support/run-in-world.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const base = temporaryDirectory();
let directory: string;
let count = 0;
beforeEach(() => {
  count += 1;
  directory = join(base, String(count));
  mkdirSync(directory);
});

/** Two files that notify, then a task that fails while the file `broken` is there. */
const site = `- name: web
  hosts: all
  gather_facts: false
  tasks:
    - name: one
      copy: {dest: DIR/one, content: "1"}
      notify: restart
    - name: two
      copy: {dest: DIR/two, content: "2"}
      notify: [restart, reload]
    - name: gate
      command: {argv: [test, "!", -e, DIR/broken], always: true}
      changed_when: false
  handlers:
    - name: reload
      command: {argv: [sh, -c, "echo reload >>DIR/ran"], always: true}
    - name: restart
      command: {argv: [sh, -c, "echo restart >>DIR/ran"], always: true}
`;

function play(command: string, text = site, connect?: Connect): Promise<ProgramEnd> {
  writeFileSync(join(directory, 'site.yml'), text.replaceAll('DIR', directory));
  return runProgram([command, 'site.yml', '-i', 'here,'], {
    cwd: directory,
    hostPaths: hostPathsIn(directory),
    ...(connect && { connect }),
  });
}

const owed = (): readonly string[] => {
  try {
    return readdirSync(join(directory, 'var-lib', 'rackwright', 'owed'));
  } catch {
    return [];
  }
};
const ran = (): string => readFileSync(join(directory, 'ran'), { encoding: 'utf8', flag: 'a+' });
const owedEvents = ({ events }: ProgramEnd): readonly string[] =>
  events.flatMap((event) => (event.type === 'handler.owed' ? [event.handler] : []));
const warnings = ({ events }: ProgramEnd): readonly string[] =>
  events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));

test('handlers that ran are owed no more', async () => {
  expect((await play('run')).code).toBe(0);
  expect({ ran: ran(), owed: owed() }).toEqual({ ran: 'reload\nrestart\n', owed: [] });
});

test('what a failed run notified is run by the next one, which changes nothing itself', async () => {
  writeFileSync(join(directory, 'broken'), '');
  expect((await play('run')).code).toBe(1);
  expect({ ran: ran(), owed: owed().length }).toEqual({ ran: '', owed: 2 });
  rmSync(join(directory, 'broken'));
  const next = await play('run');
  expect({ code: next.code, owed: owedEvents(next) }).toEqual({ code: 0, owed: ['reload', 'restart'] });
  expect(story(next.events).filter((line) => line.includes('changed'))).toEqual([
    'here reload: changed',
    'here restart: changed',
  ]);
  expect({ ran: ran(), owed: owed() }).toEqual({ ran: 'reload\nrestart\n', owed: [] });
});

test('a plan shows what is owed, and leaves it so', async () => {
  writeFileSync(join(directory, 'broken'), '');
  await play('run');
  rmSync(join(directory, 'broken'));
  const plan = await play('plan');
  expect(owedEvents(plan)).toEqual(['reload', 'restart']);
  expect({ ran: ran(), owed: owed().length }).toEqual({ ran: '', owed: 2 });
});

test('a handler that fails stays owed', async () => {
  const failing = site.replace('echo restart >>DIR/ran', 'exit 1');
  expect((await play('run', failing)).code).toBe(1);
  expect(ran()).toBe('reload\n');
  expect(owed()).toHaveLength(1);
  await play('run');
  expect({ ran: ran(), owed: owed() }).toEqual({ ran: 'reload\nrestart\n', owed: [] });
});

test('a line that is cut at any moment loses no handler', async () => {
  // One request more each time, until the run gets through.
  for (let requests = 1; ; requests += 1) {
    for (const name of ['one', 'two', 'ran']) rmSync(join(directory, name), { force: true });
    let left = requests;
    const cut: Connect = async (address) => {
      const host = await connectLocal(address);
      return {
        ...host,
        traffic: host.traffic,
        send: async (request) => {
          left -= 1;
          if (left < 0) {
            await host.close();
            throw new HostError('unreachable', 'the line was cut');
          }
          return host.send(request);
        },
      };
    };
    const { code } = await play('run', site, cut);
    if (code === 0) break;
    const changed = readdirSync(directory).some((name) => name === 'one' || name === 'two');
    const before = ran();
    expect((await play('run')).code).toBe(0);
    // At least once when the first run had changed something, and never for nothing.
    expect({ requests, ran: new Set(ran().trimEnd().split('\n')) }).toEqual({
      requests,
      ran: new Set(['reload', 'restart']),
    });
    expect({ requests, twice: before.length > 0 && !changed }).toEqual({ requests, twice: false });
    expect(owed()).toEqual([]);
  }
}, 120_000);

test('changes that were not sent together after all, because of a link, have their handlers noted', async () => {
  mkdirSync(join(directory, 'real'));
  symlinkSync('real', join(directory, 'link'));
  writeFileSync(join(directory, 'broken'), '');
  await play('run', site.replace('DIR/one', 'DIR/real/one').replace('DIR/two', 'DIR/link/two'));
  expect({ ran: ran(), owed: owed().length }).toEqual({ ran: '', owed: 2 });
});

test('an action that changed nothing owes nothing', async () => {
  const quiet = `- hosts: all
  gather_facts: false
  tasks:
    - command: {argv: ["true"], always: true}
      changed_when: false
      notify: restart
  handlers:
    - name: restart
      command: {argv: [sh, -c, "echo restart >>DIR/ran"], always: true}
`;
  expect((await play('run', quiet)).code).toBe(0);
  expect({ ran: ran(), owed: owed() }).toEqual({ ran: '', owed: [] });
});

test('handlers that this playbook does not have stay owed, and that is said', async () => {
  writeFileSync(join(directory, 'broken'), '');
  await play('run');
  const other = await play(
    'run',
    '- hosts: all\n  gather_facts: false\n  tasks: [{copy: {dest: DIR/three, content: "3"}}]\n',
  );
  expect(other.code).toBe(0);
  expect([...warnings(other)].sort()).toEqual([
    expect.stringMatching(
      /this playbook does not have it: reload \(play web\), notified when anna@desk7 runs site\.yml/,
    ),
    expect.stringMatching(/this playbook does not have it: restart \(play web\)/),
  ]);
  expect(owed()).toHaveLength(2);
});

test('a journal that somebody has scribbled on is no danger', async () => {
  writeFileSync(join(directory, 'broken'), '');
  await play('run');
  rmSync(join(directory, 'broken'));
  const keep = join(directory, 'var-lib', 'rackwright', 'owed');
  for (const name of owed()) writeFileSync(join(keep, name), '\u001b[31m{"handler": 7\n$(reboot)\n');
  writeFileSync(join(keep, 'notes from $(reboot)'), 'hello\n');
  writeFileSync(join(keep, '0123456789abcdef0123456789abcdef'), '');
  const next = await play('run');
  expect(next.code).toBe(0);
  expect(ran()).toBe('reload\nrestart\n');
  expect(warnings(next)).toEqual([expect.stringMatching(/its record is empty$/)]);
  expect(owed()).toEqual(['0123456789abcdef0123456789abcdef', 'notes from $(reboot)']);
});

test('a note that cannot be written keeps the change from being made, says where, and leaves nothing behind', async () => {
  const keep = join(directory, 'var-lib', 'rackwright', 'owed');
  mkdirSync(keep, { recursive: true });
  // What a shell says of a full disk is not the same everywhere; that a file is one, and not a directory, is.
  rmSync(keep, { recursive: true });
  writeFileSync(keep, '');
  const { code, events } = await play('run');
  expect(code).toBe(1);
  const failed = events.find((event) => event.type === 'task.finished');
  expect(failed).toMatchObject({ outcome: { failure: { message: expect.stringContaining(keep) } } });
  expect(readdirSync(directory)).not.toContain('one');
});
