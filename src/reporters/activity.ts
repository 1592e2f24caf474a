import type { Outcome, RunEvent } from '../reporter.ts';
import { taskName } from './task-name.ts';

/** What is going on at this moment. */
export interface Activity {
  /** The play at hand; nothing before the first one and after the last event. */
  readonly play: string | undefined;
  readonly hosts: number;
  /** Hosts with nothing left to do in this play. */
  readonly done: number;
  /** How much of this play's tasks on all its hosts, 0 to 1. */
  readonly progress: number;
  /** Tasks that changed or would, since the run began. */
  readonly changes: number;
  /** Hosts, since the run began. */
  readonly failed: number;
  readonly unreachable: number;
  /** Longest running first. */
  readonly running: readonly Running[];
}

export interface Running {
  readonly host: string;
  readonly what: string;
  /** By the clock that was given. */
  readonly since: number;
  /** What runs on the host: `install nginx`. */
  readonly step?: { readonly title: string; readonly since: number };
  /** The last thing that it said, and when. */
  readonly said?: { readonly text: string; readonly at: number };
}

/** Follows the events of a run. */
export function createActivity(now: () => number): { add(event: RunEvent): void; current(): Activity } {
  const bad = { failed: new Set<string>(), unreachable: new Set<string>() };
  const running = new Map<string, Running>();
  let play: { readonly name: string; readonly tasks: number; readonly finished: Map<string, Set<number>> } | undefined;
  let lost = new Set<string>();
  let changes = 0;

  const begin = (host: string, what: string): void => void running.set(host, { host, what, since: now() });
  const end = (host: string, outcome: Outcome): void => {
    const { status } = outcome;
    running.delete(host);
    if (status === 'changed' || status === 'would-change') changes += 1;
    if (status === 'unreachable' && outcome.ignored !== true) bad.unreachable.add(host);
  };
  return {
    add: (event) => {
      switch (event.type) {
        case 'play.started':
          play = {
            name: event.play,
            tasks: event.tasks,
            finished: new Map(event.hosts.map((host) => [host, new Set()])),
          };
          lost = new Set();
          break;
        case 'host.connecting':
          begin(event.host, 'connecting');
          break;
        case 'host.connected':
          begin(event.host, 'reading');
          break;
        case 'task.started':
          begin(event.host, taskName(event.task));
          break;
        case 'task.progress': {
          const task = running.get(event.host);
          if (task) running.set(event.host, progressed(task, event, now()));
          break;
        }
        case 'task.finished':
          end(event.host, event.outcome);
          if (!event.task.handler) play?.finished.get(event.host)?.add(event.task.id);
          break;
        case 'host.lost':
          running.delete(event.host);
          lost.add(event.host);
          if (event.state !== 'stopped') bad[event.state].add(event.host);
          break;
        case 'run.finished':
          play = undefined;
          break;
        case 'run.started':
        case 'play.finished':
        case 'run.profile':
        case 'handler.notified':
        case 'handler.owed':
        case 'warning':
          break;
      }
    },
    current: () => {
      const hosts = [...(play?.finished ?? [])];
      const left = (host: string, done: number): number =>
        lost.has(host) ? 0 : Math.max(0, (play?.tasks ?? 0) - done);
      const remaining = hosts.reduce((sum, [host, { size }]) => sum + left(host, size), 0);
      return {
        play: play?.name,
        hosts: hosts.length,
        done: hosts.filter(([host, { size }]) => left(host, size) === 0 && !running.has(host)).length,
        progress: 1 - remaining / Math.max(1, hosts.length * (play?.tasks ?? 0)),
        changes,
        failed: bad.failed.size,
        unreachable: bad.unreachable.size,
        running: [...running.values()].sort((a, b) => a.since - b.since),
      };
    },
  };
}

function progressed(task: Running, { message, step, percent }: TaskProgress, now: number): Running {
  if (step !== undefined && step === message) {
    const { host, what, since } = task;
    return { host, what, since, step: { title: step, since: now } };
  }
  const share = percent === undefined ? '' : `${percent} %  `;
  return { ...task, said: { text: `${share}${lastLine(message)}`, at: now } };
}

type TaskProgress = Extract<RunEvent, { readonly type: 'task.progress' }>;

/** Progress that rewrites its line says only the last state. */
function lastLine(message: string): string {
  return (
    message
      .split(/[\r\n]+/)
      .findLast((each) => each.trim() !== '')
      ?.trim() ?? ''
  );
}
