import type { Phases } from '../reporter.ts';

export type Phase = Exclude<keyof Phases, 'connectMs'>;

/**
 * Where one host's time goes. Its line of work waits for one thing at a time: what is waited for names the phase, and all
 * other time is the controller's. While a connection is being opened, waiting for anything is waiting for that.
 */
export class Stopwatch {
  readonly #now: () => number;
  readonly #spent = { ...noTime };
  #phase: Phase = 'controllerMs';
  #isConnecting = false;
  #last: number;

  constructor(now: () => number) {
    this.#now = now;
    this.#last = now();
  }

  /** All time so far. */
  get spent(): Phases {
    this.#tick();
    return { ...this.#spent };
  }

  async during<Value>(phase: Phase, work: Promise<Value>): Promise<Value> {
    const before = this.#enter(phase);
    try {
      return await work;
    } finally {
      this.#enter(before);
    }
  }

  connecting(isConnecting: boolean): void {
    this.#tick();
    this.#isConnecting = isConnecting;
  }

  #enter(phase: Phase): Phase {
    this.#tick();
    const before = this.#phase;
    this.#phase = phase;
    return before;
  }

  #tick(): void {
    const now = this.#now();
    this.#spent[this.#isConnecting ? 'connectMs' : this.#phase] += now - this.#last;
    this.#last = now;
  }
}

export const noTime: Phases = { connectMs: 0, readMs: 0, writeMs: 0, proveMs: 0, controllerMs: 0 };

/** What was spent between two readings. */
export function phasesSince(before: Phases, after: Phases): Phases {
  return {
    connectMs: after.connectMs - before.connectMs,
    readMs: after.readMs - before.readMs,
    writeMs: after.writeMs - before.writeMs,
    proveMs: after.proveMs - before.proveMs,
    controllerMs: after.controllerMs - before.controllerMs,
  };
}
