import PQueue from 'p-queue';
import { execute } from '../../src/lab/execute.ts';
import type { Command } from '../../src/shell.ts';
import type { BenchHost, BenchSite } from './bench-host.ts';
import { sshOptions } from './ssh-options.ts';

/**
 * Runs shell text as root on every host, past all tools, and gives what each printed, by name.
 * @throws Error with what a host said when it fails there
 */
export async function onHosts(
  site: Omit<BenchSite, 'directory'>,
  script: Command,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const queue = new PQueue({ concurrency: 8 });
  const ends = site.hosts.map((host) =>
    queue.add(async () => [host.name, await onHost(site, host, script, signal)] as const),
  );
  return new Map(await Promise.all(ends));
}

async function onHost(
  site: Omit<BenchSite, 'directory'>,
  host: BenchHost,
  script: Command,
  signal?: AbortSignal,
): Promise<string> {
  const target = ['-p', String(host.port), `${site.user}@${host.address}`];
  // The script is read whole before it runs: no program in it can eat the rest.
  const read = 'sudo -n sh -c \'script=$(cat) && eval "$script" </dev/null\'';
  const end = await execute(['ssh', ...sshOptions(site), ...target, read], {
    stdin: script.text,
    signal,
    timeoutMs: 600_000,
  });
  if (end.exitCode !== 0)
    throw new Error(`${host.name}: ended with ${end.exitCode}: ${end.stderr.trim().slice(-2000)}`);
  return end.stdout;
}
