import type { Become } from '../../host.ts';
import type { Task } from '../../playbook/model.ts';
import type { Guard } from '../guard/guard.ts';

/** What a play has changed on one host, so that it can go back. */
export class UndoLog {
  readonly #kept: Kept[] = [];
  readonly #lasting: string[] = [];
  /** That changes have notified: what is put back concerns the same services. */
  readonly handlers = new Set<Task>();

  /** Newest first. */
  get kept(): readonly Kept[] {
    return this.#kept.toReversed();
  }

  /** What cannot be undone, for people. */
  get lasting(): readonly string[] {
    return this.#lasting;
  }

  keep(kept: Kept): void {
    this.#kept.push(kept);
  }

  last(what: string): void {
    this.#lasting.push(what);
  }
}

/** The host has the state from before a change. */
export interface Kept {
  /** Names the place, and says what to put back. */
  readonly guard: Guard;
  readonly become: Become | undefined;
  /** The task, for people. */
  readonly what: string;
}
