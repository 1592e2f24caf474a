import type { Failure, HostSummary, Outcome, RunAbout, RunEvent, RunMode, TaskLabel } from '../../reporter.ts';

/** A run as it went, for reports that are written at its end. Times are milliseconds since its start. */
export interface Story {
  readonly about: RunAbout;
  readonly mode: RunMode;
  readonly playbook: string;
  readonly version: string;
  /** ISO 8601, UTC. */
  readonly started: string;
  readonly durationMs: number;
  readonly interrupted: boolean;
  readonly plays: readonly { readonly name: string; readonly start: number; readonly end: number }[];
  readonly hosts: readonly HostStory[];
  /** Those of no host. */
  readonly warnings: readonly string[];
}

export interface HostStory {
  readonly name: string;
  readonly state: HostSummary['state'];
  readonly counts: HostSummary['counts'];
  readonly roundTrips: number;
  readonly connects: readonly Span[];
  readonly turns: readonly TaskTurn[];
  /** Why it took no further part, where no task says so, and what it still owes. */
  readonly lost?: { readonly failure?: Failure; readonly tasksLeft: number };
  readonly handlersOwed: readonly string[];
  readonly warnings: readonly string[];
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One task for one item on one host. */
export interface TaskTurn extends Span {
  readonly task: TaskLabel;
  readonly outcome: Outcome;
}

/** Listens to a run; `told` gives the story once the run has finished. */
export class Storyteller {
  readonly #about: RunAbout;
  readonly #now: () => number;
  readonly #started: string;
  readonly #begin: number;
  readonly #hosts = new Map<string, Notes>();
  readonly #plays: { name: string; start: number; end: number }[] = [];
  readonly #warnings: string[] = [];
  #run: Extract<RunEvent, { readonly type: 'run.started' }> | undefined;

  /** @param now milliseconds since 1970 */
  constructor(about: RunAbout, now: () => number) {
    this.#about = about;
    this.#now = now;
    this.#begin = now();
    this.#started = new Date(this.#begin).toISOString();
  }

  add(event: RunEvent): void {
    const at = this.#now() - this.#begin;
    switch (event.type) {
      case 'run.started':
        this.#run = event;
        break;
      case 'play.started':
        this.#plays.push({ name: event.play, start: at, end: at });
        break;
      case 'play.finished':
        this.#plays.splice(-1, 1, ...this.#plays.slice(-1).map((play) => ({ ...play, end: at })));
        break;
      case 'host.connected':
        this.#notes(event.host).connects.push({ start: Math.max(0, at - event.durationMs), end: at });
        break;
      case 'task.finished': {
        const { task, outcome, durationMs } = event;
        this.#notes(event.host).turns.push({ task, outcome, start: Math.max(0, at - durationMs), end: at });
        break;
      }
      case 'host.lost': {
        const { failure, tasksLeft, handlersOwed } = event;
        this.#notes(event.host).lost = { ...(failure && { failure }), tasksLeft };
        this.#notes(event.host).handlersOwed.push(...handlersOwed);
        break;
      }
      case 'warning':
        (event.host === undefined ? this.#warnings : this.#notes(event.host).warnings).push(event.message);
        break;
      case 'host.connecting':
      case 'task.started':
      case 'task.progress':
      case 'handler.notified':
      case 'handler.owed':
      case 'run.profile':
      case 'run.finished':
        break;
    }
  }

  told({ summary }: Extract<RunEvent, { readonly type: 'run.finished' }>): Story {
    return {
      about: this.#about,
      mode: summary.mode,
      playbook: this.#run?.playbook ?? '',
      version: this.#run?.version ?? '',
      started: this.#started,
      durationMs: summary.durationMs,
      interrupted: summary.interrupted,
      plays: this.#plays,
      hosts: summary.hosts.map(({ host, state, counts, traffic }) => {
        const roundTrips = traffic.reduce((sum, each) => sum + each.roundTrips, 0);
        return { name: host, state, counts, roundTrips, ...this.#notes(host) };
      }),
      warnings: this.#warnings,
    };
  }

  #notes(host: string): Notes {
    const known = this.#hosts.get(host);
    if (known !== undefined) return known;
    const notes: Notes = { connects: [], turns: [], handlersOwed: [], warnings: [] };
    this.#hosts.set(host, notes);
    return notes;
  }
}

interface Notes {
  readonly connects: Span[];
  readonly turns: TaskTurn[];
  lost?: { readonly failure?: Failure; readonly tasksLeft: number };
  readonly handlersOwed: string[];
  readonly warnings: string[];
}
