import type { Connect, HostAddress } from '../host.ts';
import type { Secret } from '../secret.ts';
import type { Definition } from '../definition.ts';
import type { Inventory, VariableLayer } from '../inventory/model.ts';
import type { Play, Task } from '../playbook/model.ts';
import type { HostSummary, RunEvent, RunMode, RunSummary } from '../reporter.ts';
import { createAssets } from './assets.ts';
import { HostState } from './host-state.ts';
import { runPlay } from './play.ts';
import { Tally } from './tally.ts';

/** A play with the hosts and tasks that the command line left of it. */
export interface PlannedPlay {
  readonly play: Play;
  /** In inventory order. */
  readonly hosts: readonly string[];
  readonly tasks: readonly Task[];
}

export interface RunOptions {
  readonly mode: RunMode;
  /** As shown to people. */
  readonly playbook: string;
  /** Absolute. */
  readonly playbookDirectory: string;
  readonly plays: readonly PlannedPlay[];
  readonly inventory: Inventory;
  /** `-e`: above everything else. */
  readonly extra: VariableLayer | undefined;
  /** How each host is reached; made before the run, so that what is wrong with it is found before the first connection. */
  readonly addresses: ReadonlyMap<string, HostAddress>;
  readonly become: BecomeOptions;
  readonly version: string;
  /** How many hosts at a time. */
  readonly forks: number;
  readonly connect: Connect;
  find(kind: string): Definition;
  show(path: string): string;
  emit(event: RunEvent): void;
  now(): number;
  /** Rejects when the run is aborted. */
  sleep(milliseconds: number): Promise<void>;
  /** Aborted: start no new work, let what runs end. */
  readonly stop: AbortSignal;
  /** Aborted: end what runs, too. */
  readonly abort: AbortSignal;
}

/** What the command line says of becoming another user. */
export interface BecomeOptions {
  readonly become?: boolean;
  readonly user?: string;
  readonly method?: 'sudo' | 'su' | 'doas';
  readonly password?: Secret;
}

/** Runs plays one after the other, each on its hosts. A host that failed takes no part in later plays. */
export async function run(options: RunOptions): Promise<RunSummary> {
  const start = options.now();
  const tally = new Tally();
  const emit = (event: RunEvent): void => {
    tally.add(event);
    options.emit(event);
  };
  const names = new Set(options.plays.flatMap((each) => each.hosts));
  const states = new Map([...names].map((name) => [name, new HostState(name, { ...options, emit })] as const));
  const assets = createAssets(options.playbookDirectory, (path) => options.show(path));

  emit({
    type: 'run.started',
    mode: options.mode,
    playbook: options.playbook,
    hosts: names.size,
    version: options.version,
  });
  try {
    for (const planned of options.plays) {
      if (options.stop.aborted) break;
      await runPlay({ ...options, emit }, planned, states, assets);
    }
  } finally {
    await Promise.all([...states.values()].map((state) => state.line.close()));
  }
  for (const { play, hosts } of options.plays)
    for (const name of hosts) if (states.get(name)?.visited(play) === false) states.get(name)?.giveUp('interrupted');
  const hosts = [...states.values()].map((state) => summaryOf(state, tally));
  const summary = { mode: options.mode, hosts, durationMs: options.now() - start, interrupted: options.stop.aborted };
  emit({ type: 'run.finished', summary });
  return summary;
}

function summaryOf(host: HostState, tally: Tally): HostSummary {
  return { host: host.name, state: host.state, counts: tally.of(host.name), traffic: host.traffic };
}
