import type { Play, Task } from '../playbook/model.ts';
import type { RunMode } from '../reporter.ts';

/** Decides when the failures of a batch's hosts end the play for all. A plan shows all hosts to their end: it writes nothing. */
export class FailurePolicy {
  readonly #play: Pick<Play, 'anyErrorsFatal' | 'maxFailPercentage'>;
  readonly #hosts: number;
  readonly #mode: RunMode;
  #lost = 0;

  constructor(play: Pick<Play, 'anyErrorsFatal' | 'maxFailPercentage'>, hosts: number, mode: RunMode) {
    this.#play = play;
    this.#hosts = hosts;
    this.#mode = mode;
  }

  /**
   * A host failed or cannot be reached. Says why that ends the play, if it does.
   *
   * @param task that it was lost in, where there was one
   */
  lose(host: string, task?: Pick<Task, 'anyErrorsFatal'>): string | undefined {
    this.#lost += 1;
    if (this.#mode !== 'run') return undefined;
    const { anyErrorsFatal, maxFailPercentage } = this.#play;
    if (task?.anyErrorsFatal ?? anyErrorsFatal)
      return `${host} failed, and ${anyErrorsFatal ? 'the play' : 'its task'} has any_errors_fatal`;
    if (maxFailPercentage === undefined || this.#lost * 100 <= maxFailPercentage * this.#hosts) return undefined;
    return `${this.#lost} of ${this.#hosts} hosts failed, more than max_fail_percentage ${maxFailPercentage} allows`;
  }
}
