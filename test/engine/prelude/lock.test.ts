import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, expect, test } from '@jest/globals';
import type { Connect, Host } from '../../../src/host.ts';
import { connectLocal } from '../../../src/hosts/local.ts';
import type { Channel } from '../../../src/wire/channel.ts';
import { childChannel } from '../../../src/wire/child-channel.ts';
import { createWireHost } from '../../../src/wire/host.ts';
import type { RunEvent } from '../../../src/reporter.ts';
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

/** Says that it is at work, and goes on when it may. */
const slow = `- hosts: all
  gather_facts: false
  tasks:
    - command: {argv: [sh, -c, "touch begun; while [ ! -e go ]; do sleep 0.05; done; echo slow >>order"], always: true, chdir: DIR}
`;
const quick = `- hosts: all
  gather_facts: false
  tasks:
    - command: {argv: [sh, -c, "echo quick >>order"], always: true, chdir: DIR}
`;

function run(
  who: string,
  text: string,
  words: readonly string[] = [],
  settings: {
    readonly connect?: Connect;
    readonly hosts?: string;
    readonly onEvent?: (event: RunEvent) => void;
  } = {},
): Promise<ProgramEnd> {
  writeFileSync(join(directory, `${who}.yml`), text.replaceAll('DIR', directory));
  return runProgram(['run', `${who}.yml`, '-i', settings.hosts ?? 'here,', ...words], {
    cwd: directory,
    who: `${who}@desk7`,
    hostPaths: hostPathsIn(directory),
    ...(settings.connect && { connect: settings.connect }),
    ...(settings.onEvent && { onEvent: settings.onEvent }),
  });
}

async function begun(): Promise<void> {
  while (!existsSync(join(directory, 'begun'))) await delay(20);
}

function go(): void {
  writeFileSync(join(directory, 'go'), '');
}

const order = (): string => readFileSync(join(directory, 'order'), 'utf8');
const warnings = ({ events }: ProgramEnd): readonly string[] =>
  events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));

test('a second run is refused while the first is at work, and told whose it is', async () => {
  const first = run('anna', slow);
  await begun();
  const second = await run('bert', quick, ['--lock-wait', '0']);
  go();
  expect((await first).code).toBe(0);
  expect(second.code).toBe(3);
  expect(second.events).toContainEqual(
    expect.objectContaining({
      type: 'task.finished',
      outcome: {
        status: 'unreachable',
        failure: expect.objectContaining({
          code: 'locked',
          message: expect.stringMatching(
            /^another run is at work on this host: anna@desk7 runs anna\.yml since \d{4}-\d\d-\d\dT[\d:.]+Z$/,
          ),
        }),
      },
    }),
  );
  expect(order()).toBe('slow\n');
});

test('a second run waits for the first, and says so', async () => {
  const first = run('anna', slow);
  await begun();
  const second = run('bert', quick, [], { onEvent: ({ type }) => (type === 'warning' ? go() : undefined) });
  expect(warnings(await second)).toEqual([
    expect.stringMatching(/^waiting up to 60 s for another run to end: anna@desk7 runs anna\.yml since /),
  ]);
  await first;
  expect(order()).toBe('slow\nquick\n');
});

test('a plan neither waits nor leaves anything', async () => {
  const first = run('anna', slow);
  await begun();
  const left = readdirSync(join(directory, 'var-lib'));
  writeFileSync(join(directory, 'plan.yml'), quick.replaceAll('DIR', directory));
  const plan = await runProgram(['plan', 'plan.yml', '-i', 'here,'], {
    cwd: directory,
    hostPaths: hostPathsIn(directory),
  });
  go();
  await first;
  expect({ code: plan.code, warnings: warnings(plan) }).toEqual({ code: 0, warnings: [] });
  expect(readdirSync(join(directory, 'var-lib'))).toEqual(left);
});

test('a lock can be broken, which is said', async () => {
  const first = run('anna', slow);
  await begun();
  const second = await run('bert', quick, ['--break-lock']);
  go();
  await first;
  expect(second.code).toBe(0);
  expect(warnings(second)).toEqual([expect.stringMatching(/^took the lock of another run: anna@desk7 runs anna/)]);
});

test('the lock ends with its owner’s connection', async () => {
  const hosts: Host[] = [];
  const connect: Connect = async (address) => {
    const host = await connectLocal(address);
    hosts.push(host);
    return host;
  };
  const first = run('anna', slow, [], { connect });
  await begun();
  await hosts[0]?.close();
  expect((await first).code).toBe(1);
  expect((await run('bert', quick, ['--lock-wait', '10'])).code).toBe(0);
  expect(order()).toBe('quick\n');
});

test('two names of one host do not wait for each other within one run', async () => {
  const end = await run('anna', quick, ['--lock-wait', '0'], { hosts: 'one,two,' });
  expect({ code: end.code, warnings: warnings(end), order: order() }).toEqual({
    code: 0,
    warnings: [],
    order: 'quick\nquick\n',
  });
});

test('what a task leaves in the background does not keep the lock', async () => {
  const daemon = quick.replace('echo quick >>order', 'sleep 20 & echo $! >pid');
  expect((await run('anna', daemon)).code).toBe(0);
  const end = await run('bert', quick, ['--lock-wait', '0']);
  process.kill(Number(readFileSync(join(directory, 'pid'), 'utf8')));
  expect({ code: end.code, warnings: warnings(end) }).toEqual({ code: 0, warnings: [] });
});

test.each(['bash', 'ksh', 'mksh', 'busybox'])('all of it works under %s, too', async (program) => {
  const shell = join(directory, program === 'busybox' ? 'ash' : program);
  symlinkSync(`/usr/bin/${program}`, shell);
  const open = (command: string): Promise<Channel> =>
    Promise.resolve(childChannel(spawn('/bin/sh', ['-c', command], { detached: true, stdio: 'pipe' })));
  const connect: Connect = ({ name }) => Promise.resolve(createWireHost({ name, transport: 'local', shell, open }));
  const first = run('anna', slow, [], { connect });
  await begun();
  const second = await run('bert', quick, ['--lock-wait', '0'], { connect });
  expect(second.code).toBe(3);
  go();
  expect((await first).code).toBe(0);
  expect((await run('bert', quick, ['--lock-wait', '0'], { connect })).code).toBe(0);
  expect(order()).toBe('slow\nquick\n');
});
