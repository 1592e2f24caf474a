import { afterAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectLocal } from '../../src/hosts/local.ts';
import { sh } from '../../src/shell.ts';
import { childChannel } from '../../src/wire/child-channel.ts';
import { createWireHost } from '../../src/wire/host.ts';
import { hostContract } from '../contracts/host.contract.ts';

const shells = [
  ['dash', 'dash'],
  ['bash', 'bash'],
  ['busybox', 'ash'],
  ['ksh93', 'ksh'],
  ['mksh', 'mksh'],
] as const;

describe.each(shells)('with %s as the shell', (program, name) => {
  const directory = mkdtempSync(join(tmpdir(), 'rackwright-shells-'));
  const shell = join(directory, name);
  symlinkSync(`/usr/bin/${program}`, shell);
  afterAll(() => rmSync(directory, { recursive: true }));

  hostContract(`a local host with ${program}`, () =>
    Promise.resolve(
      createWireHost({
        name: 'here',
        transport: 'local',
        shell,
        killGraceMs: 300,
        open: (command) =>
          Promise.resolve(childChannel(spawn('/bin/sh', ['-c', command], { detached: true, stdio: 'pipe' }))),
      }),
    ),
  );
});

test('the local host runs as the user that runs us', async () => {
  const host = await connectLocal({ name: 'here' });
  const result = await host.send({ script: sh`id -u` });
  await host.close();
  expect(Buffer.from(result.stdout).toString()).toBe(`${process.getuid?.()}\n`);
});
