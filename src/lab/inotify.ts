import { readFile } from 'node:fs/promises';
import { execute } from './execute.ts';

const file = '/proc/sys/fs/inotify/max_user_instances';

/**
 * Every systemd takes about five inotify instances of root's; the kernel's usual 128 stop at some twenty hosts, and then
 * systemd hangs at boot. Raises the limit until the next boot of this machine, if we may.
 */
export async function allowInotify(
  hosts: number,
  options: { readonly asRoot: readonly string[] | undefined; readonly say: (message: string) => void },
): Promise<void> {
  const allowed = Number(await readFile(file, 'utf8'));
  const needed = 64 + 16 * hosts;
  if (allowed >= needed) return;
  // Not just what is needed: other labs may follow.
  const wanted = Math.max(needed, 8192);
  const set = [...(options.asRoot ?? []), 'sysctl', '-q', '-w', `fs.inotify.max_user_instances=${wanted}`];
  const { exitCode } = await execute(set);
  options.say(
    exitCode === 0
      ? `raised fs.inotify.max_user_instances from ${allowed} to ${wanted}`
      : `fs.inotify.max_user_instances is ${allowed}, too low for ${hosts} hosts, and cannot be raised: some may not boot`,
  );
}
