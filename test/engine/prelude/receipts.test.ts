import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { describeReceipt } from '../../../src/engine/prelude/describe-receipt.ts';
import type { Connect, Host } from '../../../src/host.ts';
import type { Channel } from '../../../src/wire/channel.ts';
import { childChannel } from '../../../src/wire/child-channel.ts';
import { createWireHost } from '../../../src/wire/host.ts';
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
const slow = (then: string): string => `- hosts: all
  gather_facts: false
  tasks:
    - name: {{ what }}
      shell: {cmd: "touch begun; while [ ! -e go ]; do sleep 0.05; done; echo done >>order; exit 3", always: true, chdir: DIR, on_disconnect: ${then}}
`;
const nothing = '- hosts: all\n  gather_facts: false\n  tasks:\n    - file: {path: DIR, state: directory}\n';

/** A run whose connection is cut while its command is at work. */
async function cut(then: 'finish' | 'kill', program: string): Promise<void> {
  const hosts: Host[] = [];
  const connect = under(program);
  const running = run('anna', 'run', slow(then).replace('{{ what }}', `"grow the {{ 'disk' }}"`), {
    connect: async (...words) => {
      const host = await connect(...words);
      hosts.push(host);
      return host;
    },
  });
  while (!existsSync(join(directory, 'begun'))) await delay(20);
  await Promise.all(hosts.map((host) => host.close()));
  expect((await running).code).toBe(1);
}

function under(program: string): Connect {
  const shell = join(directory, program === 'busybox' ? 'ash' : program);
  if (!existsSync(shell)) symlinkSync(`/usr/bin/${program}`, shell);
  const open = (command: string): Promise<Channel> =>
    Promise.resolve(childChannel(spawn('/bin/sh', ['-c', command], { detached: true, stdio: 'pipe' })));
  return ({ name }) => Promise.resolve(createWireHost({ name, transport: 'local', shell, open, killGraceMs: 300 }));
}

function run(
  who: string,
  command: 'run' | 'plan',
  text: string,
  settings: { readonly connect: Connect; readonly wait?: string },
): Promise<ProgramEnd> {
  writeFileSync(join(directory, `${who}.yml`), text.replaceAll('DIR', directory));
  const wait = command === 'run' ? ['--lock-wait', settings.wait ?? '20'] : [];
  return runProgram([command, `${who}.yml`, '-i', 'here,', ...wait], {
    cwd: directory,
    who: `${who}@desk7`,
    hostPaths: hostPathsIn(directory),
    connect: settings.connect,
  });
}

const warnings = ({ events }: ProgramEnd): readonly string[] =>
  events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));
const receiptsPath = (): string => join(directory, 'var-lib', 'rackwright', 'receipts');
const receipts = (): readonly string[] => (existsSync(receiptsPath()) ? readdirSync(receiptsPath()) : []);

describe.each(['dash', 'bash', 'ksh', 'mksh', 'busybox'])('under %s', (program) => {
  test('who waits for a command that has lost its run is told which; then its end is told, once', async () => {
    await cut('finish', program);
    const refused = await run('bert', 'run', nothing, { connect: under(program), wait: '0' });
    expect(refused.events).toContainEqual(
      expect.objectContaining({
        outcome: expect.objectContaining({
          failure: expect.objectContaining({
            message: expect.stringMatching(
              /another run is at work on this host: anna@desk7 runs anna\.yml since \S+; it has lost the line, and "play all: grow the \{\{ 'disk' \}\}" goes on there$/,
            ),
          }),
        }),
      }),
    );
    writeFileSync(join(directory, 'go'), '');
    const next = await run('bert', 'run', nothing, { connect: under(program) });
    expect(readFileSync(join(directory, 'order'), 'utf8')).toBe('done\n');
    expect(warnings(next).filter((each) => !each.startsWith('waiting'))).toEqual([
      expect.stringMatching(
        /^"play all: grow the .*" was at work on this host when anna@desk7 runs anna\.yml since \S+ lost the line to it: it went on and ended with status 3 at \d{4}-/,
      ),
    ]);
    expect(existsSync(receiptsPath())).toBe(false);
    expect(warnings(await run('bert', 'run', nothing, { connect: under(program) }))).toEqual([]);
  });

  test('what was stopped is told by a plan, and still by the run after it', async () => {
    await cut('kill', program);
    for (const command of ['plan', 'run'] as const) {
      while (receipts().length === 0) await delay(20);
      const end = await run('bert', command, nothing, { connect: under(program) });
      expect(warnings(end).filter((each) => !each.startsWith('waiting'))).toEqual([
        expect.stringMatching(/it was stopped at \S+, and may have done a part of its work$/),
      ]);
    }
    expect(existsSync(join(directory, 'order'))).toBe(false);
    expect(receipts()).toEqual([]);
  });
});

test('one that is said to be running, and whose run has the lock no more, went down with the host', async () => {
  const kept = join(directory, 'var-lib', 'rackwright', 'receipts');
  mkdirSync(kept, { recursive: true });
  writeFileSync(join(kept, '7.1'), 'running\nplay all: grow\nanna@desk7 runs a.yml\n2026-01-01T00:00:00Z\n');
  const [warning] = warnings(await run('bert', 'run', nothing, { connect: under('dash') }));
  expect(warning).toMatch(/nobody has seen its end; the host may have gone down under it$/);
  expect(receipts()).toEqual([]);
});

test('a receipt may hold anything', () => {
  expect(describeReceipt('ended 1234\t\t\t')).toMatch(/what came of it is unknown \(ended 1234\)$/);
  expect(describeReceipt('x'.repeat(5000)).length).toBeLessThan(500);
});
