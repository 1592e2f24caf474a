import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { sh } from '../../src/shell.ts';
import type { Channel } from '../../src/wire/channel.ts';
import { childChannel } from '../../src/wire/child-channel.ts';
import { createWireHost } from '../../src/wire/host.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

// sshd gives a command to whatever shell the user has, and that reads its own files first: these print, and change what they can.

const home = temporaryDirectory();
const noise = 'echo noise of a start-up file; echo more noise >&2\n';
const files: Readonly<Record<string, string>> = {
  '.bashrc': `${noise}alias printf=false eval=false\ntrap 'echo noise at the end' EXIT\nexport LC_ALL=de_DE.UTF-8 PATH=/nowhere:$PATH\n`,
  '.zshenv': `${noise}setopt shwordsplit 2>/dev/null\n`,
  '.cshrc': 'echo noise of a start-up file\nalias exec echo no\n',
  '.tcshrc': 'echo noise of a start-up file\n',
  '.config/fish/config.fish': `${noise}function on_exit --on-event fish_exit; echo noise at the end; end\n`,
};
for (const [name, text] of Object.entries(files)) {
  mkdirSync(dirname(join(home, name)), { recursive: true });
  writeFileSync(join(home, name), text);
}

/** Of those that this machine has; `sh` is there in any case. */
const shells = ['sh', 'dash', 'bash', 'ksh', 'mksh', 'zsh', 'fish', 'csh', 'tcsh'].filter(isThere);

describe.each(shells)('behind the login shell %s', (shell) => {
  test('a runner comes up, and what is asked is answered exactly', async () => {
    const host = createWireHost({
      name: 'x',
      transport: 'test',
      open: (command) => Promise.resolve(login(shell, command)),
    });
    const script = sh`printf '%s\n' ${`it's "quoted" $HOME \\ ! %s`}; echo err >&2; cat; exit 3`;
    for (const form of ['probe', 'task'] as const) {
      const { exitCode, stdout, stderr } = await host.send({ script, form, stdin: Buffer.from('in\0\n') });
      expect([exitCode, String(stdout), String(stderr)]).toEqual([3, `it's "quoted" $HOME \\ ! %s\nin\0\n`, 'err\n']);
    }
    await host.close();
  });
});

function login(shell: string, command: string): Channel {
  // BASH_ENV, because bash reads its file only when sshd starts it.
  const env = {
    HOME: home,
    PATH: process.env['PATH'],
    USER: 'alice',
    BASH_ENV: join(home, '.bashrc'),
    SSH_CLIENT: '192.0.2.1 1 22',
  };
  return childChannel(spawn(shell, ['-c', command], { env, cwd: home, stdio: 'pipe', detached: true }));
}

function isThere(shell: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${shell}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
