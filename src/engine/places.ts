import type { Connect } from '../host.ts';

/**
 * Places for hosts that are worked on at the same time. A host that does not answer when it is called lends its place to
 * another after a moment: waiting for the dead costs nothing, and thirty of them must not keep the living waiting. Who
 * answers late gets the next place that becomes free, so that never more hosts are at work than there are places.
 *
 * `patienceMs` is that moment; a host that is there has said its first word long before, even to a busy controller.
 */
export class Places {
  #free: number;
  #lendable: number;
  readonly #waiting: (() => void)[] = [];

  readonly #patienceMs: number;
  #count: number;

  constructor(places: number, patienceMs = 3000) {
    this.#patienceMs = patienceMs;
    this.#count = places;
    this.#free = places;
    this.#lendable = places * 4;
  }

  /** Places there are, taken and free. */
  get count(): number {
    return this.#count;
  }

  /** How many hosts have none. */
  get waiting(): number {
    return this.#waiting.length;
  }

  add(places: number): void {
    this.#count += places;
    for (let each = 0; each < places; each += 1) this.#leave();
  }

  /** Works on each of them, in their order. */
  async each<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
    await Promise.all(
      items.map(async (item) => {
        await this.#take('behind');
        await work(item).finally(() => this.#leave());
      }),
    );
  }

  /** Leaves a host's place to another while it waits for something that others do. */
  async aside<Value>(wait: () => Promise<Value>): Promise<Value> {
    this.#leave();
    try {
      return await wait();
    } finally {
      await this.#take('first');
    }
  }

  /** Connects for a host that has a place. */
  lending(connect: Connect): Connect {
    return async (address, signal) => {
      const place = { lent: false };
      const timer = setTimeout(() => {
        if (this.#lendable === 0) return;
        this.#lendable -= 1;
        place.lent = true;
        this.#leave();
      }, this.#patienceMs);
      try {
        return await connect(address, signal, () => clearTimeout(timer));
      } finally {
        clearTimeout(timer);
        if (place.lent) {
          await this.#take('first');
          this.#lendable += 1;
        }
      }
    };
  }

  async #take(where: 'first' | 'behind'): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise<void>((resolve) => {
      if (where === 'first') this.#waiting.unshift(resolve);
      else this.#waiting.push(resolve);
    });
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}
