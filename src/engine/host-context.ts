import { createScope } from '../inventory/variables.ts';
import { createHostvars } from '../inventory/hostvars.ts';
import type { InventoryHost, VariableLayer } from '../inventory/model.ts';
import type { Lookups } from '../language/lookups.ts';
import type { Scope } from '../language/scope.ts';
import type { Play } from '../playbook/model.ts';
import type { Assets } from './assets.ts';
import { omit } from './bind-task.ts';
import { chooseBecome } from './choose-become.ts';
import type { Company } from './company.ts';
import type { HostContext, Locals } from './context.ts';
import { findDelegate } from './find-delegate.ts';
import { delegateTo } from './delegate.ts';
import type { HostState } from './host-state.ts';
import { ownTurns } from './own-turns.ts';
import { reconnect } from './reconnect.ts';
import { watchedReaders } from './watched-readers.ts';
import { taskLookups } from './task-lookups.ts';
import type { LockStep } from './lock-step.ts';
import type { UndoLog } from './undo/undo-log.ts';
import type { RunOptions } from './run-options.ts';

/** Everything that one host's line of work in one play needs, from the run, the play and the host. */
export function hostContext(parts: {
  readonly options: RunOptions;
  readonly play: Play;
  readonly host: HostState;
  readonly assets: Assets;
  /** Aborted when no new work may start. */
  readonly stop: AbortSignal;
  readonly playHosts: readonly string[];
  readonly batch: readonly string[];
  readonly lockStep: LockStep | undefined;
  readonly company: Company;
  /** Tasks of other hosts may be delegated to this one. */
  readonly shared: boolean;
  readonly undo: UndoLog | undefined;
  /** Of all hosts of the run, for `hostvars`. */
  readonly states: ReadonlyMap<string, HostState>;
}): HostContext {
  const { options, play, host, assets } = parts;
  const inventoryHost = options.inventory.hosts.get(host.name);
  if (inventoryHost === undefined) throw new Error(`host ${host.name} is not in the inventory`);
  const magic = {
    omit,
    ansible_check_mode: options.mode !== 'run',
    playbook_dir: options.playbookDirectory,
    ansible_play_name: play.name,
    ansible_play_hosts: parts.playHosts,
    ansible_play_batch: parts.batch,
  };

  /** What other hosts have: inventory variables, and what was gathered and registered there so far. */
  const scopeOfHost = (other: InventoryHost, pending: ReadonlySet<string>): Scope => {
    const state = parts.states.get(other.name);
    return createScope({
      host: other,
      inventory: options.inventory,
      defaults: [],
      layers: [],
      runtime: state?.runtime ?? new Map(),
      extra: options.extra,
      magic: state?.facts === undefined ? {} : { facts: state.facts },
      pending: other.name === host.name ? pending : new Set(),
    });
  };

  const scopeWith = (
    defaults: readonly VariableLayer[],
    layers: readonly VariableLayer[],
    locals: Locals,
    pending: ReadonlySet<string>,
    lookups?: Lookups,
  ): Scope =>
    createScope({
      ...(lookups && { lookups }),
      host: inventoryHost,
      inventory: options.inventory,
      defaults,
      layers: [...play.layers, ...layers],
      runtime: host.runtime,
      extra: options.extra,
      magic: {
        ...magic,
        ...(!pending.has('hostvars') && {
          hostvars: createHostvars(options.inventory, (other) => scopeOfHost(other, pending)),
        }),
        ...(host.facts !== undefined && !pending.has('facts') && { facts: host.facts }),
        ...locals,
      },
      pending,
    });

  const turns = ownTurns(host, parts.company, parts.shared);

  const context: HostContext = {
    host: host.name,
    mode: options.mode,
    play,
    line: host.line,
    home: host.line,
    company: parts.company,
    get visits() {
      return host.ground.visits;
    },
    enter: () => turns.enter(),
    delegate: (task, scope) => {
      const other = findDelegate(task, scope, parts.states);
      const inventoryHost = other && options.inventory.hosts.get(other.name);
      if (other === undefined || inventoryHost === undefined) return undefined;
      return delegateTo(context, other, options.become, scopeOfHost(inventoryHost, new Set()));
    },
    stopwatch: host.stopwatch,
    journal: host.journal,
    applied: host.applied,
    undo: parts.undo,
    assets,
    lockStep: parts.lockStep,
    forceHandlers: play.forceHandlers || options.forceHandlers === true,
    rolesChecked: new Set(),
    runtime: host.runtime,
    unknown: host.unknown,
    stop: parts.stop,
    readAhead: options.readAhead ?? Number.POSITIVE_INFINITY,
    find: (kind) => options.find(kind),
    setFacts: (facts) => (host.facts = facts),
    scopeOf: (task, locals, pending) => {
      const role = task.role && { role_name: task.role.name, role_path: task.role.path };
      const trusted = (own: Locals): Scope =>
        createScope({
          host: inventoryHost,
          inventory: options.inventory,
          defaults: task.defaults,
          layers: [...play.layers, ...task.layers],
          runtime: new Map(),
          extra: options.extra,
          magic: { playbook_dir: options.playbookDirectory, ...role, ...own },
          pending: new Set(),
        });
      const lookups = taskLookups(assets, task, locals, trusted);
      return scopeWith(task.defaults, task.layers, { ...role, ...locals }, pending, lookups);
    },
    becomeOf: (task, scope) => chooseBecome(task.become, options.become, scope),
    playBecome: () => chooseBecome(play.become, options.become, scopeWith([], [], {}, new Set())),
    reader: watchedReaders(host.line, host.applied),
    guard: {
      runtime: options.hostPaths.runtime,
      state: `${options.hostPaths.state}/rackwright`,
      units: options.hostPaths.units,
      seconds: options.undoAfterSeconds,
    },
    connect: () => host.line.begin(),
    reconnect: (timeoutMs) => reconnect(() => host.line.reconnect(), timeoutMs, options),
    renew: (timeoutMs) => reconnect(() => host.line.renew(), timeoutMs, options),
    emit: (event) => options.emit(event),
    now: () => options.now(),
    sleep: (milliseconds) => turns.outside(() => options.sleep(milliseconds)),
  };
  return context;
}
