/** Passes on the newest of many values, at most one in each span of time, and the last one always. */
export class Throttle<Value> {
  readonly #spanMs: number;
  readonly #emit: (value: Value) => void;
  #timer: NodeJS.Timeout | undefined;
  #waiting: { readonly value: Value } | undefined;

  constructor(spanMs: number, emit: (value: Value) => void) {
    this.#spanMs = spanMs;
    this.#emit = emit;
  }

  say(value: Value): void {
    if (this.#timer === undefined) this.sayAtOnce(value);
    else this.#waiting = { value };
  }

  /** Whatever was said a moment ago; what still waits is out of date. */
  sayAtOnce(value: Value): void {
    this.stop();
    this.#emit(value);
    this.#timer = setTimeout(() => this.#next(), this.#spanMs).unref();
  }

  /** What still waits is dropped. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = undefined;
  }

  #next(): void {
    this.#timer = undefined;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting !== undefined) this.sayAtOnce(waiting.value);
  }
}
