import { execute } from './execute.ts';

/** What must stand before a program that needs root: nothing when we are root, `sudo -n` when it works without a password. */
export async function rootAccess(signal?: AbortSignal): Promise<readonly string[] | undefined> {
  if (process.getuid?.() === 0) return [];
  const { exitCode } = await execute(['sudo', '-n', 'true'], { signal, timeoutMs: 5_000 });
  return exitCode === 0 ? ['sudo', '-n'] : undefined;
}
