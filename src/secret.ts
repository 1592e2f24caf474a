import { inspect } from 'node:util';

/**
 * A value that must never be shown. Printing, logging, interpolating or serialising it gives `***`;
 * the value itself comes out only through {@link Secret.reveal}, which is easy to grep for.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '***';
  }

  toJSON(): string {
    return '***';
  }

  [inspect.custom](): string {
    return '***';
  }
}
