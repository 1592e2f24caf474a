import { Slots } from './slots.ts';

/** A host as a place where several hosts' tasks may be done (`delegate_to`): one turn at a time. */
export class Ground {
  /** Whoever holds it is the only one whose turn reads and writes here. */
  readonly turn = new Slots(1);
  #visits = 0;

  /** How often others have written here: what was read before is void. */
  get visits(): number {
    return this.#visits;
  }

  visited(): void {
    this.#visits += 1;
  }
}
