import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, expect, test } from '@jest/globals';
import { HostError } from '../../../src/diagnostics/errors.ts';
import type { Connect } from '../../../src/host.ts';
import { connectLocal } from '../../../src/hosts/local.ts';
import { sh } from '../../../src/shell.ts';
import { doorKindAt } from '../../support/door-kind.ts';
import { hostPathsIn } from '../../support/host-paths.ts';
import { runProgram } from '../../support/program.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

// A change that is checked and proven on the host, but whose last word is a new connection's: what keeps people logged in.

const base = temporaryDirectory();
let directory: string;
let door: string;
let count = 0;
beforeEach(() => {
  count += 1;
  directory = join(base, String(count));
  hostPathsIn(directory);
  door = join(directory, 'door');
  writeFileSync(door, 'open');
});

/** The check refuses `odd`, the proof does not take `broken`, and no connection comes through a door that is `shut`. */
const doorKind = doorKindAt(() => door, {
  steps: ({ to }) => [
    { type: 'write', path: door, content: Buffer.from(to) },
    { type: 'run', title: 'turn the door', command: sh`echo turned >>${join(directory, 'turns')}` },
  ],
  protects: () => ({
    paths: [door],
    // Whatever is put back, its service hears nothing of it while something is `stuck`.
    reload: [{ title: 'tell it', command: sh`[ ! -e ${join(directory, 'stuck')} ]` }],
    trial: {
      staged: { paths: [door], check: sh`[ "$(cat "$staged"${door})" != odd ]` },
      proofs: [{ title: 'look through it', command: sh`[ "$(cat ${door})" != broken ]` }],
      settledBy: 'connection',
    },
  }),
});

interface Turned {
  readonly code: number;
  readonly outcome: unknown;
  readonly said: readonly string[];
  /** Connections. */
  readonly opened: number;
  /** As whom the host was asked for anything. */
  readonly users: ReadonlySet<string | undefined>;
}

async function turn(to: string, more = ''): Promise<Turned> {
  let opened = 0;
  const users = new Set<string | undefined>();
  const connect: Connect = async (address) => {
    if (readFileSync(door, 'utf8') === 'shut') throw new HostError('unreachable', 'the door is shut');
    opened += 1;
    const host = await connectLocal(address);
    const isNew = opened === 2;
    const send: typeof host.send = ({ become, ...request }) => {
      users.add(become?.user);
      if (isNew && request.form === 'task' && existsSync(join(directory, 'late'))) undoByTimer();
      return host.send(request);
    };
    return { ...host, traffic: host.traffic, send };
  };
  const site = `- hosts: all\n  gather_facts: false\n  ${more}\n  tasks:\n    - door: {to: ${to}}\n`;
  writeFileSync(join(directory, 'site.yml'), site);
  const { code, events } = await runProgram(['run', 'site.yml', '-i', 'here,', '--undo-after', '3'], {
    cwd: directory,
    connect,
    more: [doorKind],
    hostPaths: hostPathsIn(directory),
    sleep: (milliseconds) => delay(milliseconds),
  });
  const finished = events.find((event) => event.type === 'task.finished');
  const said = events.flatMap((event) => (event.type === 'task.progress' ? [event.message] : []));
  return { code, outcome: finished?.type === 'task.finished' ? finished.outcome : undefined, said, opened, users };
}

/** The time is over while the confirmation is on its way. */
function undoByTimer(): void {
  const [token = ''] = readdirSync(join(state(), 'guard'));
  execFileSync('/bin/sh', [join(state(), 'guard', token, 'undo'), 'timer']);
}

const state = (): string => join(directory, 'var-lib', 'rackwright');
const read = (name: string): string => readFileSync(join(directory, name), { encoding: 'utf8', flag: 'a+' });

test('what holds and lets a new connection in is kept, and was done once', async () => {
  const { code, outcome, said, opened } = await turn('wide');
  expect({ code, outcome, opened }).toMatchObject({
    code: 0,
    outcome: { status: 'changed', verified: true },
    opened: 2,
  });
  expect(said.slice(-3)).toEqual([
    'look through it',
    'undone in 3 s unless a new connection confirms it',
    'opening a new connection to confirm the change',
  ]);
  expect({ door: read('door'), turns: read('turns') }).toEqual({ door: 'wide', turns: 'turned\n' });
  // That it was written here is noted for later runs, and nothing else is left.
  expect(readdirSync(state())).toEqual(['applied']);
  expect(readdirSync(join(state(), 'applied'))).toHaveLength(1);
});

test('what lets nobody in is undone over the open connection, and is no file that we have written', async () => {
  const { code, outcome, said } = await turn('shut');
  expect({ code, outcome }).toMatchObject({
    code: 1,
    outcome: {
      failure: {
        code: 'rolled-back',
        message: 'the host put back what was there before, because it cut the host off: the door is shut',
        hint: expect.stringMatching(/^a new connection was tried/),
      },
    },
  });
  expect(said.at(-1)).toBe('undoing the change: the door is shut');
  expect(read('door')).toBe('open');
  expect(readdirSync(state())).toEqual([]);
});

test('what the host itself sees to be broken needs no connection to be undone', async () => {
  const { outcome, opened } = await turn('broken');
  expect({ outcome, opened }).toMatchObject({
    outcome: {
      failure: {
        code: 'rolled-back',
        message: 'the host put back what was there before, because it could not look through it: exit status 1',
      },
    },
    opened: 1,
  });
  expect(read('door')).toBe('open');
  expect(readdirSync(state())).toEqual([]);
});

test('what the check refuses is not tried', async () => {
  const { outcome, opened } = await turn('odd');
  expect({ outcome, opened }).toMatchObject({
    outcome: { failure: { code: 'command-failed', message: expect.stringMatching(/^the check refused it/) } },
    opened: 1,
  });
  expect({ door: read('door'), turns: read('turns') }).toEqual({ door: 'open', turns: '' });
});

test('a confirmation that comes too late finds the change undone', async () => {
  writeFileSync(join(directory, 'late'), '');
  const { outcome } = await turn('wide');
  expect(outcome).toMatchObject({
    failure: {
      code: 'rolled-back',
      message: 'the host put back what was there before, because the confirmation came too late',
    },
  });
  expect(read('door')).toBe('open');
  expect(readdirSync(state())).toEqual([]);
});

test.each([
  ['shut', 'the change failed, because it cut the host off: the door is shut, and the old state is not back: '],
  ['broken', 'the host could not look through it: could not tell it, and the old state is not back'],
])('what could not be put back is said, and where the old state lies: %s', async (to, message) => {
  writeFileSync(join(directory, 'stuck'), '');
  const { code, outcome } = await turn(to);
  expect({ code, outcome }).toMatchObject({
    code: 1,
    outcome: {
      failure: {
        code: 'rollback-failed',
        message: expect.stringContaining(message),
        hint: expect.stringMatching(/^what was saved is in .*\/guard\/[0-9a-f]{32} on the host$/),
      },
    },
  });
  const [token = ''] = readdirSync(join(state(), 'guard'));
  expect(readdirSync(join(state(), 'guard', token))).toContain('saved');
});

test.each(['wide', 'shut', 'broken'])('all of it is done as the user that the task becomes: %s', async (to) => {
  const { users } = await turn(to, 'become: true\n  become_user: carl');
  expect(users).toEqual(new Set(['carl']));
});
