import { readFile } from 'node:fs/promises';

/**
 * The `--ulimit` arguments that a container needs here. An engine raises its containers' limits on its own, which the
 * kernel refuses to a root without CAP_SYS_RESOURCE (root of a container or of a restricted machine); then they must be
 * named, not above what this process has. Podman lowers its own process limit to the number of PIDs first.
 */
export async function resourceLimits(): Promise<readonly string[]> {
  const [status, limits, pidMax] = await Promise.all([
    readFile('/proc/self/status', 'utf8'),
    readFile('/proc/self/limits', 'utf8'),
    readFile('/proc/sys/kernel/pid_max', 'utf8'),
  ]);
  return ulimitArguments(status, limits, Number(pidMax));
}

/** Pure part; the texts are those of `/proc/self/status` and `/proc/self/limits`. */
export function ulimitArguments(status: string, limits: string, pidMax: number): readonly string[] {
  if (canRaise(status)) return [];
  const files = Math.min(hardLimit(limits, 'Max open files'), 1_048_576);
  const processes = Math.min(hardLimit(limits, 'Max processes'), pidMax);
  return ['--ulimit', `nofile=${files}:${files}`, '--ulimit', `nproc=${processes}:${processes}`];
}

/** The bounding set, because sudo gives back what it holds. */
function canRaise(status: string): boolean {
  const bounding = /^CapBnd:\s*([0-9a-f]+)$/m.exec(status)?.[1];
  const capSysResource = 24n;
  return bounding === undefined || ((BigInt(`0x${bounding}`) >> capSysResource) & 1n) === 1n;
}

function hardLimit(limits: string, name: string): number {
  const hard = new RegExp(String.raw`^${name}\s+\S+\s+(\S+)`, 'm').exec(limits)?.[1];
  return hard === undefined || hard === 'unlimited' ? Number.POSITIVE_INFINITY : Number(hard);
}
