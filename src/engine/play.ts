import type { Task } from '../playbook/model.ts';
import type { PlayTraffic } from '../reporter.ts';
import type { Assets } from './assets.ts';
import { FailurePolicy } from './failure-policy.ts';
import { whyStop, withoutGates } from './batch-health.ts';
import { blockFlow } from './block-flow.ts';
import { Company } from './company.ts';
import { hostContext } from './host-context.ts';
import type { HostState } from './host-state.ts';
import { LockStep } from './lock-step.ts';
import type { Places } from './places.ts';
import { playOnHost } from './play-on-host.ts';
import type { Profiler } from './profiler.ts';
import type { PlannedPlay, RunOptions } from './run-options.ts';
import { phasesSince } from './stopwatch.ts';
import { settleBatch } from './undo/settle-batch.ts';
import { UndoLog } from './undo/undo-log.ts';

/** One play on all of its hosts, batch by batch; within a batch each host goes at its own pace. */
export async function runPlay(
  options: RunOptions,
  planned: PlannedPlay,
  states: ReadonlyMap<string, HostState>,
  assets: Assets,
  places: Places,
  profiler: Profiler,
): Promise<'done' | 'ended'> {
  const { play, tasks } = planned;
  const startMs = options.now();
  const hosts = planned.hosts.flatMap((name) => states.get(name) ?? []).filter((host) => host.state === 'ok');
  const count = blockFlow(tasks).left({ task: -1, failing: [] });
  options.emit({ type: 'play.started', play: play.name, hosts: hosts.map((host) => host.name), tasks: count });
  const stopped = (): boolean => options.stop.aborted;
  const halt = new AbortController();
  const later = options.plays.slice(options.plays.indexOf(planned) + 1);
  const needed = new Set(later.flatMap((each) => each.hosts));
  const shared = delegates(planned);
  const lent = shared || later.some(delegates) || options.prune === true;
  const isLinear = play.strategy === 'linear' || options.askTask !== undefined;
  for (const batch of batches(hosts, play.serial)) {
    if (stopped()) break;
    const names = batch.map((host) => host.name);
    const { work, gates } = withoutGates(play, tasks);
    const undo = new Map(batch.map((host) => [host.name, new UndoLog()]));
    const policy = new FailurePolicy(play, batch.length, options.mode);
    let lockStep: LockStep | undefined;
    const lose = (host: string, task?: Task): void => {
      const why = policy.lose(host, task);
      if (why === undefined || halt.signal.aborted) return;
      options.emit({ type: 'warning', message: `${why}: nothing new is begun` });
      halt.abort();
      lockStep?.endWith(host);
    };
    const stop = isLinear ? options.stop : AbortSignal.any([options.stop, halt.signal]);
    const goBack = play.onFailure === 'rollback' && options.mode === 'run';
    /** Everything that these hosts do together. */
    const through = async (some: readonly HostState[], part: readonly Task[]): Promise<Company> => {
      const company = new Company(names, (wait) => places.aside(wait));
      lockStep = isLinear ? new LockStep(names, { ...planned, tasks: part }, places, options.askTask) : undefined;
      await places.each(some, async (host) => {
        const shares = { names, company, shared, lockStep, lose, undo: goBack ? undo.get(host.name) : undefined };
        try {
          await workOn({ ...options, stop }, { ...planned, tasks: part }, host, shares, states, assets, profiler);
        } finally {
          company.leave(host.name);
          lockStep?.leave(host.name);
        }
        // Thousands of idle connections would cost both sides memory and file descriptors.
        const isOver = !goBack && (host.state !== 'ok' || part === gates || gates.length === 0);
        if (!lent && isOver && (host.state !== 'ok' || !needed.has(host.name))) void host.leave();
      });
      return company;
    };
    const company = await through(batch, work);
    const well = batch.filter((host) => host.state === 'ok');
    if (gates.length > 0 && well.length > 0 && !company.playHasEnded && !halt.signal.aborted && !stopped())
      await through(well, gates);
    const why = whyStop(play, options.mode, batch);
    if (goBack) await settleBatch(batch, undo, { options, planned, assets, places, states });
    if (halt.signal.aborted) break;
    if (company.playHasEnded) {
      for (const host of hosts) host.visit(play);
      break;
    }
    const left = hosts.filter((host) => !host.visited(play));
    // After an interruption the loop ends by itself.
    if (why === undefined || left.length === 0 || stopped()) continue;
    // What broke one batch would break the next one, too.
    for (const host of left) host.giveUp('interrupted');
    options.emit({ type: 'warning', message: `${why}; ${left.length} more hosts were left as they are` });
    break;
  }
  profiler.played(play.name, { startMs, endMs: options.now() });
  options.emit({ type: 'play.finished', play: play.name });
  if (!halt.signal.aborted) return 'done';
  for (const host of hosts) if (!host.visited(play)) host.giveUp('interrupted');
  return 'ended';
}

/** What the hosts of a batch share. */
interface Batch {
  readonly names: readonly string[];
  readonly company: Company;
  /** Tasks may be delegated from one to another. */
  readonly shared: boolean;
  readonly lockStep: LockStep | undefined;
  readonly undo: UndoLog | undefined;
  /** A host failed or cannot be reached. */
  lose(host: string, task?: Task): void;
}

async function workOn(
  options: RunOptions,
  { play, tasks, hosts, addresses = options.addresses }: PlannedPlay,
  host: HostState,
  batch: Batch,
  states: ReadonlyMap<string, HostState>,
  assets: Assets,
  profiler: Profiler,
): Promise<void> {
  host.visit(play);
  if (options.stop.aborted) {
    host.giveUp('interrupted');
    return;
  }
  const address = addresses.get(host.name);
  if (address !== undefined) await host.reachAt(address);
  const before = host.line.traffic;
  const [startMs, spent] = [options.now(), host.stopwatch.spent];
  const context = hostContext({
    options,
    play,
    host,
    assets,
    playHosts: hosts,
    batch: batch.names,
    lockStep: batch.lockStep,
    stop: options.stop,
    company: batch.company,
    shared: batch.shared,
    undo: batch.undo,
    states,
  });
  const end = await playOnHost(context, tasks);
  const phases = phasesSince(spent, host.stopwatch.spent);
  profiler.worked(host.name, { startMs, endMs: options.now(), phases });
  host.traffic.push(trafficSince(before, host, play.name));
  if (end.state === 'done') return;
  if (end.state !== 'stopped') batch.lose(host.name, end.endedBy);
  host.giveUp(end.state === 'stopped' ? 'interrupted' : end.state);
  options.emit({
    type: 'host.lost',
    host: host.name,
    state: end.state,
    tasksLeft: end.tasksLeft,
    handlersOwed: end.handlersOwed,
    ...(end.failure && { failure: end.failure }),
  });
}

/** Whether hosts may work on each other in this play. */
function delegates({ play, tasks }: PlannedPlay): boolean {
  return [...tasks, ...play.handlers].some((task) => task.delegateTo !== undefined);
}

function trafficSince(before: HostState['line']['traffic'], host: HostState, play: string): PlayTraffic {
  const { traffic } = host.line;
  return {
    play,
    roundTrips: traffic.roundTrips - before.roundTrips,
    requests: traffic.requests - before.requests,
    bytesSent: traffic.bytesSent - before.bytesSent,
    bytesReceived: traffic.bytesReceived - before.bytesReceived,
  };
}

/** `serial: [1, 30%]` of ten hosts: one, then three at a time. The last size is repeated. */
export function batches<Host>(
  hosts: readonly Host[],
  serial: readonly (number | `${number}%`)[],
): readonly (readonly Host[])[] {
  const result: (readonly Host[])[] = [];
  for (let start = 0, index = 0; start < hosts.length; index += 1) {
    const wanted = serial[Math.min(index, serial.length - 1)] ?? hosts.length;
    const size =
      typeof wanted === 'number' ? wanted : Math.max(1, Math.floor((hosts.length * Number.parseFloat(wanted)) / 100));
    result.push(hosts.slice(start, start + size));
    start += size;
  }
  return result;
}
