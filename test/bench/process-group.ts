import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { succeed } from '../../src/lab/succeed.ts';

/**
 * A control group of our own, so that all a tool starts is counted and ended, daemons like ssh's ControlPersist masters
 * too. Needs version 2 of cgroups (also beside version 1, as in hybrid layouts) and Linux 5.14.
 */
export interface ProcessGroup {
  /** Moves a process and all that it will start. */
  add(pid: number): Promise<void>;
  /** Milliseconds of processor time of all processes so far, user and system. */
  cpuMs(): Promise<number>;
  /** Sum of the proportional set sizes of all processes now, in KiB: shared memory counts once. */
  memoryKb(): number;
  /** Ends what still runs. */
  remove(): Promise<void>;
}

/** @param asRoot what stands before a program that needs root */
export async function makeProcessGroup(asRoot: readonly string[]): Promise<ProcessGroup> {
  const directory = `${await cgroupRoot()}/rackwright-bench-${process.pid}`;
  const root = async (purpose: string, argv: readonly string[], stdin = ''): Promise<void> => {
    await succeed(purpose, [...asRoot, ...argv], { stdin });
  };
  await root('make a control group', ['mkdir', directory]);
  const processes = (): readonly string[] =>
    readFileSync(`${directory}/cgroup.procs`, 'utf8')
      .split('\n')
      .filter((pid) => pid !== '');
  return {
    add: async (pid) => root('enter the control group', ['tee', `${directory}/cgroup.procs`], `${pid}\n`),
    cpuMs: async () => cgroupCpuMs(directory),
    memoryKb: () => processes().reduce((sum, pid) => sum + proportionalKb(pid), 0),
    remove: async () => {
      await root('end what is left', ['tee', `${directory}/cgroup.kill`], '1\n');
      while (processes().length > 0) await new Promise((resolve) => setTimeout(resolve, 10));
      await root('remove the control group', ['rmdir', directory]);
    },
  };
}

/** Milliseconds of processor time that a control group has used. */
export async function cgroupCpuMs(directory: string): Promise<number> {
  const [, microseconds] = /^usage_usec (\d+)$/m.exec(await readFile(`${directory}/cpu.stat`, 'utf8')) ?? [];
  if (microseconds === undefined) throw new Error(`${directory} does not count processor time`);
  return Number(microseconds) / 1000;
}

/** Where version 2 of control groups is mounted. */
export async function cgroupRoot(): Promise<string> {
  const [, directory] = /^\S+ (\S+) cgroup2 /m.exec(await readFile('/proc/mounts', 'utf8')) ?? [];
  if (directory === undefined) throw new Error('the benchmark needs version 2 of control groups');
  return directory;
}

function proportionalKb(pid: string): number {
  try {
    const [, kilobytes] = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
    return Number(kilobytes ?? 0);
  } catch {
    // It has just ended.
    return 0;
  }
}
