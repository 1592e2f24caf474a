import type { CriticalHost, Phases, PlayProfile, RunEvent, RunProfile, TaskLabel, TaskProfile } from '../reporter.ts';
import { criticalPath } from './critical-path.ts';
import type { Worked } from './critical-path.ts';
import { noTime } from './stopwatch.ts';

/** Gathers where the time of a run goes. Give it every event, and what only the engine sees. */
export class Profiler {
  readonly #plays: PlayProfile[] = [];
  readonly #tasks = new Map<number, TaskProfile>();
  readonly #hosts = new Map<string, { durationMs: number; phases: Phases }>();
  /** Of the play at hand, in the order in which they ended. */
  #worked: Worked[] = [];
  readonly #finished = new Map<string, CriticalHost['tasks']>();

  /** Handlers and the items of a loop count for their task. */
  add(event: RunEvent): void {
    if (event.type !== 'task.finished') return;
    const { host, durationMs, phases } = event;
    const task = withoutItem(event.task);
    const known = this.#tasks.get(task.id);
    const isLongest = known === undefined || durationMs > known.longestMs;
    this.#tasks.set(task.id, {
      task,
      times: (known?.times ?? 0) + 1,
      durationMs: (known?.durationMs ?? 0) + durationMs,
      longestMs: isLongest ? durationMs : known.longestMs,
      longestHost: isLongest ? host : known.longestHost,
      phases: sum(known?.phases ?? noTime, phases),
    });
    this.#finished.set(host, [...(this.#finished.get(host) ?? []), { task: event.task, durationMs }]);
  }

  /** A host has no more to do in the play at hand. */
  worked(host: string, worked: Omit<Worked, 'host'>): void {
    this.#worked.push({ host, ...worked });
    const known = this.#hosts.get(host) ?? { durationMs: 0, phases: noTime };
    this.#hosts.set(host, {
      durationMs: known.durationMs + worked.endMs - worked.startMs,
      phases: sum(known.phases, worked.phases),
    });
  }

  /** The play at hand is over. */
  played(play: string, { startMs, endMs }: { readonly startMs: number; readonly endMs: number }): void {
    const critical = criticalPath(this.#worked).map(({ host, startMs, endMs, phases }) => ({
      host,
      durationMs: endMs - startMs,
      phases,
      tasks: longest(this.#finished.get(host) ?? []).slice(0, shownTasks),
    }));
    this.#plays.push({ play, durationMs: endMs - startMs, critical });
    this.#worked = [];
    this.#finished.clear();
  }

  get profile(): RunProfile {
    return {
      plays: this.#plays,
      tasks: longest([...this.#tasks.values()]),
      hosts: longest([...this.#hosts].map(([host, times]) => ({ host, ...times }))),
    };
  }
}

const shownTasks = 5;

function longest<Timed extends { readonly durationMs: number }>(all: readonly Timed[]): readonly Timed[] {
  return [...all].sort((a, b) => b.durationMs - a.durationMs);
}

function withoutItem({ id, name, kind, role, at, handler }: TaskLabel): TaskLabel {
  return { id, name, kind, ...(role !== undefined && { role }), at, handler };
}

function sum(a: Phases, b: Phases): Phases {
  return {
    connectMs: a.connectMs + b.connectMs,
    readMs: a.readMs + b.readMs,
    writeMs: a.writeMs + b.writeMs,
    proveMs: a.proveMs + b.proveMs,
    controllerMs: a.controllerMs + b.controllerMs,
  };
}
