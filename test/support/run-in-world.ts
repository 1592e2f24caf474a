import { createFinder } from '../../src/definition.ts';
import { actions } from '../../src/actions/registry.ts';
import { usualHostPaths } from '../../src/engine/host-paths.ts';
import { run } from '../../src/engine/run.ts';
import type { RunOptions } from '../../src/engine/run-options.ts';
import type { Inventory } from '../../src/inventory/model.ts';
import { locate } from '../../src/language/located.ts';
import type { Plain } from '../../src/language/located.ts';
import type { Host } from '../../src/host.ts';
import { readInventory } from '../../src/inventory/read.ts';
import { chooseTasks } from '../../src/playbook/tags.ts';
import type { Outcome, RunEvent, RunMode, RunSummary } from '../../src/reporter.ts';
import type { ChangeValue } from '../../src/resource.ts';
import { fakeKinds } from './fake-kinds.ts';
import { fakeHost } from './fake-world.ts';
import type { World } from './fake-world.ts';
import { playbookFromText } from './playbook-from-text.ts';

export interface WorldRun {
  readonly events: readonly RunEvent[];
  readonly summary: RunSummary;
  readonly worlds: ReadonlyMap<string, World>;
}

export interface WorldSettings {
  readonly mode?: RunMode;
  readonly readAhead?: number;
  /** Starting cells for all hosts. */
  readonly cells?: Readonly<Record<string, string>>;
  readonly hosts?: readonly string[];
  /** Hosts of the inventory that are in no play. */
  readonly others?: readonly string[];
  readonly world?: (host: string) => Partial<World>;
  readonly forks?: number;
  readonly forceHandlers?: boolean;
  readonly askTask?: RunOptions['askTask'];
  /** Of the inventory, for each host. */
  readonly variables?: (host: string) => Readonly<Record<string, Plain>>;
  readonly stop?: AbortController;
  readonly sleep?: (milliseconds: number) => Promise<void>;
  readonly onEvent?: (event: RunEvent) => void;
}

/** Runs a playbook, given as text, with the real engine on fake hosts. */
export async function runInWorld(playbookText: string, settings: WorldSettings = {}): Promise<WorldRun> {
  const hosts = settings.hosts ?? ['h1'];
  const all = [...hosts, ...(settings.others ?? [])];
  const { inventory } = await readInventory([`${all.join(',')},`], {
    cwd: '/',
    signal: new AbortController().signal,
  });
  const finder = createFinder([...fakeKinds, ...actions]);
  const playbook = playbookFromText(playbookText, finder);
  const worlds = new Map<string, World>(
    all.map((name) => {
      const cells = new Map(Object.entries(settings.cells ?? {}));
      return [name, { cells, writes: [], reads: [], ...settings.world?.(name) }] as const;
    }),
  );
  const events: RunEvent[] = [];
  const connect = (address: { readonly name: string }): Promise<Host> =>
    Promise.resolve(fakeHost(address.name, worlds.get(address.name) ?? { cells: new Map(), writes: [], reads: [] }));
  const summary = await run({
    mode: settings.mode ?? 'run',
    playbook: 'site.yml',
    playbookDirectory: '/play',
    plays: playbook.plays.map((play) => ({ play, hosts, tasks: chooseTasks(play, { only: [], skip: [] }) })),
    inventory: settings.variables === undefined ? inventory : withVariables(inventory, settings.variables),
    extra: undefined,
    addresses: new Map(
      all.map((name) => [name, { name, connection: 'local', address: name, connectTimeoutMs: 1000, sshArgs: [] }]),
    ),
    become: {},
    version: '0.0.0',
    hostPaths: usualHostPaths,
    undoAfterSeconds: 60,
    lock: { token: 'test', who: 'a test', waitSeconds: 0, breaks: false },
    forks: settings.forks ?? 10,
    ...(settings.forceHandlers !== undefined && { forceHandlers: settings.forceHandlers }),
    ...(settings.askTask !== undefined && { askTask: settings.askTask }),
    ...(settings.readAhead !== undefined && { readAhead: settings.readAhead }),
    connect,
    find: (kind) => {
      const definition = finder.find(kind);
      if (definition === undefined) throw new Error(`no ${kind}`);
      return definition;
    },
    show: (path) => path,
    emit: (event) => {
      events.push(event);
      settings.onEvent?.(event);
    },
    now: () => 0,
    sleep: settings.sleep ?? (() => Promise.resolve()),
    stop: (settings.stop ?? new AbortController()).signal,
    abort: new AbortController().signal,
  });
  return { events, summary, worlds };
}

function withVariables(inventory: Inventory, variables: NonNullable<WorldSettings['variables']>): Inventory {
  const span = { source: { name: 'inventory', text: '' }, start: 0, end: 0 };
  const hosts = [...inventory.hosts].map(([name, host]) => {
    const own = Object.entries(variables(name)).map(([key, value]) => [key, locate(value, span)] as const);
    return [name, { ...host, layers: [...host.layers, { origin: 'inventory', variables: new Map(own) }] }] as const;
  });
  return { ...inventory, hosts: new Map(hosts) };
}

/** What happened to tasks, one line each: `h1 cell a: changed`. */
export function story(events: readonly RunEvent[]): readonly string[] {
  return events.flatMap((event) => {
    if (event.type === 'handler.notified') return [`${event.host} notifies ${event.handler}`];
    if (event.type === 'host.lost')
      return [
        `${event.host} lost: ${event.state}, ${event.tasksLeft} tasks left, owes [${event.handlersOwed.join(', ')}]`,
      ];
    if (event.type !== 'task.finished') return [];
    const { task, outcome } = event;
    const item = task.item === undefined ? '' : ` [${task.item}]`;
    const on = task.on === undefined ? '' : ` → ${task.on}`;
    return [`${event.host} ${task.name}${item}${on}: ${outcome.status}${detailOf(outcome)}`];
  });
}

function detailOf(outcome: Outcome): string {
  switch (outcome.status) {
    case 'ok':
      return '';
    case 'skipped':
      return ` (${outcome.why})`;
    case 'changed':
    case 'would-change':
      return outcome.changes.map(({ from, to }) => ` ${shown(from)}→${shown(to)}`).join('');
    case 'unreachable':
      return ` (${outcome.failure.message})`;
    case 'failed':
      return ` (${outcome.failure.message})${outcome.ignored ? ', ignored' : ''}`;
  }
}

function shown(value: ChangeValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
