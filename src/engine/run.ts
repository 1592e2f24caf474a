import type { HostSummary, RunEvent, RunSummary } from '../reporter.ts';
import { createAssets } from './assets.ts';
import { describeRecord } from './journal/describe-record.ts';
import { growPlaces } from './grow-places.ts';
import { HostState } from './host-state.ts';
import { Places } from './places.ts';
import { runPlay } from './play.ts';
import { prune } from './prune.ts';
import { taskKey } from './journal/task-key.ts';
import { Profiler } from './profiler.ts';
import type { RunOptions } from './run-options.ts';
import { Tally } from './tally.ts';

/** Runs plays one after the other, each on its hosts. A host that failed takes no part in later plays. */
export async function run(options: RunOptions): Promise<RunSummary> {
  const start = options.now();
  const tally = new Tally();
  const profiler = new Profiler();
  const emit = (event: RunEvent): void => {
    tally.add(event);
    profiler.add(event);
    options.emit(event);
  };
  const names = new Set(options.plays.flatMap((each) => each.hosts));
  const places = new Places(options.forks);
  const stopGrowing = growPlaces(places, options.mostForks ?? options.forks);
  const connect = places.lending(options.connect);
  // A host that is only delegated to takes no part in the run, and so in no report.
  const silent = (): void => undefined;
  const states = new Map(
    [...options.addresses.keys()].map((name) => {
      const parts = { ...options, emit: names.has(name) ? emit : silent, connect };
      return [name, new HostState(name, parts)] as const;
    }),
  );
  const assets = createAssets(
    options.playbookDirectory,
    (path) => options.show(path),
    options.openedFiles,
    options.openAuthority,
  );

  emit({
    type: 'run.started',
    mode: options.mode,
    playbook: options.playbook,
    hosts: names.size,
    version: options.version,
  });
  for (const [host, failure] of options.refused ?? []) {
    states.get(host)?.giveUp('failed');
    emit({ type: 'host.lost', host, state: 'failed', failure, tasksLeft: 0, handlersOwed: [] });
  }
  try {
    for (const planned of options.plays) {
      if (options.stop.aborted) break;
      if ((await runPlay({ ...options, emit }, planned, states, assets, places, profiler)) === 'ended') break;
    }
    if (options.prune === true && !options.stop.aborted) await pruneAll({ ...options, emit }, states, places);
  } finally {
    stopGrowing();
    await Promise.all([...states.values()].map((state) => state.leave()));
  }
  for (const state of states.values()) reportOwed(state, emit);
  for (const { play, hosts } of options.plays)
    for (const name of hosts) if (states.get(name)?.visited(play) === false) states.get(name)?.giveUp('interrupted');
  const hosts = [...names].flatMap((name) => states.get(name) ?? []).map((state) => summaryOf(state, tally));
  const summary = { mode: options.mode, hosts, durationMs: options.now() - start, interrupted: options.stop.aborted };
  if (options.profile === true) emit({ type: 'run.profile', profile: profiler.profile });
  emit({ type: 'run.finished', summary });
  return summary;
}

/** Only a host that is through with all of its plays tells what has left them. */
async function pruneAll(options: RunOptions, states: ReadonlyMap<string, HostState>, places: Places): Promise<void> {
  const tasks = new Set(
    options.plays.flatMap(({ play }) => [...play.tasks, ...play.handlers].map((task) => taskKey(play.name, task))),
  );
  const ready = [...states.values()].filter(
    (host) =>
      host.state === 'ok' &&
      options.plays.some(({ hosts }) => hosts.includes(host.name)) &&
      options.plays.every(({ play, hosts }) => !hosts.includes(host.name) || host.visited(play)),
  );
  await places.each(ready, (host) => prune(host, tasks, options));
}

/** What earlier runs have left, and no handler of this one was meant by. */
function reportOwed({ name, journal, state }: HostState, emit: (event: RunEvent) => void): void {
  // A host that did not end well may not have come to its turn.
  const why = state === 'ok' ? ', and this playbook does not have it' : '';
  for (const { record, earlier } of journal.owed)
    if (earlier)
      emit({
        type: 'warning',
        host: name,
        message: `a handler that an earlier run has notified is still owed${why}: ${describeRecord(record)}`,
      });
}

function summaryOf(host: HostState, tally: Tally): HostSummary {
  return { host: host.name, state: host.state, counts: tally.of(host.name), traffic: host.traffic };
}
