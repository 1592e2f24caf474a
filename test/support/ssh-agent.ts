import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A real ssh-agent of its own. */
export interface TestAgent {
  readonly socket: string;
  add(file: string): void;
  stop(): void;
}

export async function startAgent(): Promise<TestAgent> {
  const directory = mkdtempSync(join(tmpdir(), 'agent-'));
  const socket = join(directory, 's');
  const child = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
  while (!existsSync(socket)) await sleep(10);
  return {
    socket,
    add: (file) =>
      void execFileSync('ssh-add', ['-q', file], { env: { ...process.env, SSH_AUTH_SOCK: socket }, stdio: 'pipe' }),
    stop: () => {
      child.kill();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
