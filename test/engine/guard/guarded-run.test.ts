import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, expect, test } from '@jest/globals';
import { HostError } from '../../../src/diagnostics/errors.ts';
import type { Connect, Host } from '../../../src/host.ts';
import { connectLocal } from '../../../src/hosts/local.ts';
import type { Outcome } from '../../../src/reporter.ts';
import { sh } from '../../../src/shell.ts';
import { doorKindAt } from '../../support/door-kind.ts';
import { hostPathsIn } from '../../support/host-paths.ts';
import { runProgram } from '../../support/program.ts';
import type { ProgramEnd } from '../../support/program.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const base = temporaryDirectory();
let door: string;
let directory: string;
let count = 0;
beforeEach(() => {
  count += 1;
  directory = join(base, String(count));
  const paths = hostPathsIn(directory);
  door = join(directory, 'door');
  writeFileSync(door, 'open');
  expect(existsSync(paths.state)).toBe(true);
});

/** Keeps the file that says whether the machine can be reached: `door: {to: TEXT}`. */
const doorKind = doorKindAt(() => door, {
  steps: ({ to }) => [
    { type: 'run', title: 'turn the door', command: sh`printf %s ${to.replace('jammed', 'half')} >${door}` },
    ...(to === 'broken' ? [{ type: 'run', title: 'oil it', command: sh`echo 'no oil' >&2; exit 3` } as const] : []),
  ],
  protects: () => ({ paths: [door] }),
});

/** No new connection comes through a door that is shut, and `walled` cuts those that are open, too. */
function connections(beforeSteps: () => void = () => undefined): {
  readonly connect: Connect;
  readonly opened: () => number;
} {
  let opened = 0;
  const says = (): string => readFileSync(door, 'utf8');
  const connect: Connect = async (address) => {
    if (says() !== 'open' && says() !== 'wide') throw new HostError('unreachable', 'the door is shut');
    opened += 1;
    const host = await connectLocal(address);
    const guarded: Host = {
      ...host,
      traffic: host.traffic,
      send: async (request) => {
        const dead = (): boolean => says() === 'walled';
        if (dead()) throw new HostError('unreachable', 'the line is dead');
        if (request.chain !== undefined) beforeSteps();
        const result = await host.send(request);
        if (dead()) throw new HostError('unreachable', 'the line is dead');
        return result;
      },
    };
    return guarded;
  };
  return { connect, opened: () => opened };
}

async function turn(to: string, connect: Connect): Promise<ProgramEnd & { readonly outcome: Outcome | undefined }> {
  writeFileSync(
    join(directory, 'site.yml'),
    `- hosts: all\n  gather_facts: false\n  tasks:\n    - door: {to: ${to}}\n`,
  );
  const end = await runProgram(['run', 'site.yml', '-i', 'here,', '--undo-after', '3'], {
    cwd: directory,
    connect,
    more: [doorKind],
    hostPaths: hostPathsIn(directory),
    sleep: (milliseconds) => delay(milliseconds),
  });
  const finished = end.events.find((event) => event.type === 'task.finished');
  return { ...end, outcome: finished?.type === 'task.finished' ? finished.outcome : undefined };
}

function leftovers(): readonly string[] {
  return readdirSync(join(directory, 'var-lib', 'rackwright'), { recursive: true }).map(String);
}

test('a change that a second connection confirms stays, and nothing of the guard is left', async () => {
  const { connect, opened } = connections();
  const { code, outcome } = await turn('wide', connect);
  expect({ code, status: outcome?.status, opened: opened() }).toEqual({ code: 0, status: 'changed', opened: 2 });
  expect(readFileSync(door, 'utf8')).toBe('wide');
  expect(leftovers()).toEqual([]);
});

test('of a task with no_log nothing is told while it goes on', async () => {
  const { connect } = connections();
  const { code, events } = await turn('wide}\n      no_log: true #', connect);
  expect({ code, progress: events.filter(({ type }) => type === 'task.progress') }).toEqual({ code: 0, progress: [] });
});

test('a change that lets no new connection in is undone over the open one', async () => {
  const { connect } = connections();
  const { code, outcome } = await turn('shut', connect);
  expect(code).toBe(1);
  expect(outcome).toMatchObject({
    status: 'failed',
    failure: {
      code: 'rolled-back',
      message: 'the host put back what was there before, because it cut the host off: the door is shut',
    },
  });
  expect(readFileSync(door, 'utf8')).toBe('open');
  expect(leftovers()).toEqual([]);
});

test('a change that cuts the open connection, too, is undone by the host alone', async () => {
  const { connect } = connections();
  const { code, outcome } = await turn('walled', connect);
  expect(code).toBe(1);
  expect(outcome).toMatchObject({ status: 'failed', failure: { code: 'rolled-back' } });
  expect(readFileSync(door, 'utf8')).toBe('open');
  expect(leftovers()).toEqual([]);
});

test('a step that fails is undone with those before it', async () => {
  const { connect, opened } = connections();
  const { code, outcome } = await turn('broken', connect);
  expect({ code, opened: opened() }).toEqual({ code: 1, opened: 1 });
  expect(outcome).toMatchObject({
    failure: {
      code: 'rolled-back',
      message: 'the host put back what was there before, because could not oil it: no oil',
      exitCode: 3,
    },
  });
  expect(readFileSync(door, 'utf8')).toBe('open');
  expect(leftovers()).toEqual([]);
});

test('a change that does not hold is undone', async () => {
  const { outcome } = await turn('"wide jammed"', async (address) => connectLocal(address));
  expect(outcome).toMatchObject({ failure: { code: 'rolled-back', changes: [{ attribute: 'to' }] } });
  expect(readFileSync(door, 'utf8')).toBe('open');
});

test('a change that arrives when its time is over is not made, and owes no handler', async () => {
  const { connect } = connections(() => {
    const guard = join(directory, 'var-lib', 'rackwright', 'guard');
    const undo = join(guard, readdirSync(guard)[0] ?? '', 'undo');
    if (readFileSync(door, 'utf8') === 'open' && !existsSync(join(undo, '../undone')))
      execFileSync('/bin/sh', [undo, 'timer']);
  });
  const { code, outcome } = await turn(
    'wide}\n      notify: ring\n  handlers: [{name: ring, debug: {msg: ring}}] #',
    connect,
  );
  expect({ code, outcome }).toMatchObject({
    code: 1,
    outcome: { failure: { code: 'rolled-back', message: expect.stringContaining('it arrived too late') } },
  });
  expect(readFileSync(door, 'utf8')).toBe('open');
  expect(leftovers()).toEqual([]);
});

test('what cannot be saved is not changed', async () => {
  const { connect } = connections();
  writeFileSync(join(directory, 'var-lib', 'rackwright'), 'in the way');
  const { code, outcome } = await turn('wide', connect);
  expect(code).toBe(1);
  expect(outcome).toMatchObject({
    failure: { message: expect.stringMatching(/^could not arm the rollback; nothing was changed: /) },
  });
  expect(readFileSync(door, 'utf8')).toBe('open');
});
