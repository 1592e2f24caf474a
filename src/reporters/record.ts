import type { Failure, RunEvent } from '../reporter.ts';
import { taskName } from './task-name.ts';

/** What a summary does not hold but its reader wants to know. Made of events, one after the other. */
export interface RunRecord {
  add(event: RunEvent): void;
  readonly playbook: string;
  /** Changes that nothing could prove. */
  readonly unverified: number;
  /** By host. */
  readonly reasons: ReadonlyMap<string, Reason>;
  /** Handlers that were notified and did not run, by host. */
  readonly owed: ReadonlyMap<string, readonly string[]>;
}

/** Why a host failed, in one line. */
export interface Reason {
  readonly task?: string;
  readonly message: string;
  readonly at?: string;
}

export function createRecord(): RunRecord {
  const reasons = new Map<string, Reason>();
  const owed = new Map<string, readonly string[]>();
  let playbook = '';
  let unverified = 0;
  return {
    reasons,
    owed,
    get playbook() {
      return playbook;
    },
    get unverified() {
      return unverified;
    },
    add: (event) => {
      if (event.type === 'run.started') playbook = event.playbook;
      if (event.type === 'host.lost') {
        if (event.failure) reasons.set(event.host, reasonOf(event.failure));
        if (event.handlersOwed.length > 0) owed.set(event.host, event.handlersOwed);
      }
      if (event.type !== 'task.finished') return;
      const { host, task, outcome } = event;
      if (outcome.status === 'changed' && !outcome.verified) unverified += 1;
      if (
        (outcome.status === 'unreachable' && outcome.ignored !== true) ||
        (outcome.status === 'failed' && !outcome.ignored && outcome.rescued !== true)
      )
        reasons.set(host, { task: taskName(task), at: task.at, ...reasonOf(outcome.failure) });
    },
  };
}

function reasonOf(failure: Failure): Reason {
  const whole = oneLine(failure.message);
  const message = middleCut(whole);
  const last = oneLine(failure.stderr?.trimEnd().split('\n').at(-1) ?? '');
  return {
    message: last === '' || whole.includes(last) ? message : `${message}: ${middleCut(last)}`,
    ...(failure.at !== undefined && { at: failure.at }),
  };
}

function oneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, '; ');
}

/** The beginning says what, the end says why. */
function middleCut(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest / 2)} … ${text.slice(-longest / 2)}`;
}

const longest = 120;
