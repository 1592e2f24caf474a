import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Counters } from './counters.ts';
import { makeProcessGroup } from './process-group.ts';
import type { ProcessGroup } from './process-group.ts';

/** What one run of a tool cost. */
export interface Cost {
  readonly wall_ms: number;
  /** Of everything the tool started on the controller, daemons that outlive it included. */
  readonly controller_cpu_ms: number;
  readonly controller_peak_kb: number;
  /** Of all hosts together. */
  readonly host_cpu_ms: number;
  /** Between controller and hosts, both directions, with all headers. */
  readonly bytes: number;
}

export interface MeasuredRun {
  readonly cost: Cost;
  readonly exitCode: number;
  /** Standard output and error together. */
  readonly output: string;
}

export interface Job {
  readonly argv: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Runs a tool to its end in a control group of its own. The clock starts when the process is in the group.
 * @throws the signal's reason when it is aborted; nothing of the tool runs on then
 */
export async function measure(
  job: Job,
  counters: Counters,
  options: { readonly asRoot: readonly string[]; readonly signal: AbortSignal },
): Promise<MeasuredRun> {
  const log = join(job.directory, 'output.log');
  const group = await makeProcessGroup(options.asRoot);
  try {
    const tool = startWaiting(job, log);
    await group.add(tool.pid);
    const before = await counters.read();
    const peak = watchMemory(group);
    const started = performance.now();
    tool.go();
    const exitCode = await untilEnd(tool.ended, options.signal);
    const wall = performance.now() - started;
    const peakKb = peak.stop();
    // Hosts still tidy up the connection: sshd, sudo and logind end their sessions.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const after = await counters.read();
    const cost = {
      wall_ms: wall,
      controller_cpu_ms: await group.cpuMs(),
      controller_peak_kb: peakKb,
      host_cpu_ms: after.hostCpuMs - before.hostCpuMs,
      bytes: after.bytes - before.bytes,
    };
    return { cost, exitCode, output: await readFile(log, 'utf8') };
  } finally {
    await group.remove();
  }
}

/** A process that becomes the tool when it is told to. */
function startWaiting(job: Job, log: string): { pid: number; go: () => void; ended: Promise<number> } {
  const file = openSync(log, 'w');
  const child = spawn('/bin/sh', ['-c', 'read -r go && exec "$@" </dev/null', 'sh', ...job.argv], {
    cwd: job.directory,
    env: { ...cleanEnvironment(), ...job.environment },
    stdio: ['pipe', file, file],
    detached: true,
  });
  closeSync(file);
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? -1));
  });
  if (child.pid === undefined) throw new Error('no process can be started');
  return { pid: child.pid, go: () => child.stdin?.end('go\n'), ended };
}

/** Nothing of the user's shell that could make a tool slower or faster. */
function cleanEnvironment(): Readonly<Record<string, string>> {
  const { PATH = '/usr/bin:/bin', HOME = '/' } = process.env;
  return { PATH, HOME, LC_ALL: 'C.UTF-8', TERM: 'dumb' };
}

/** Looks often, but for no more than a twentieth of one processor. */
function watchMemory(group: ProcessGroup): { stop: () => number } {
  let peak = 0;
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    const started = performance.now();
    peak = Math.max(peak, group.memoryKb());
    timer = setTimeout(look, Math.max(25, 20 * (performance.now() - started)));
  };
  look();
  return {
    stop: () => {
      clearTimeout(timer);
      return peak;
    },
  };
}

async function untilEnd(ended: Promise<number>, signal: AbortSignal): Promise<number> {
  const stop = AbortSignal.any([signal, AbortSignal.timeout(3_600_000)]);
  stop.throwIfAborted();
  return new Promise((resolve, reject) => {
    const abandon = (): void => reject(stop.reason as Error);
    stop.addEventListener('abort', abandon, { once: true });
    ended.then(resolve, reject).finally(() => stop.removeEventListener('abort', abandon));
  });
}
