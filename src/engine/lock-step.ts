import type { Play, Task } from '../playbook/model.ts';
import type { Places } from './places.ts';

/** What the turn of a task brings: it is done, passed over because the operator said so, or never comes. */
export type Wish = 'do' | 'pass' | 'stop';

/**
 * Makes the hosts of a batch take their turns together (`strategy: linear`): nobody begins a task before all others are
 * there, or further. Hosts read ahead on their own all the same. The host that is furthest behind never waits, so nobody
 * waits for ever; who waits leaves its place to others.
 */
export class LockStep {
  readonly #positions: Map<string, number>;
  readonly #tasks = new Map<number, number>();
  readonly #handlers = new Map<number, number>();
  readonly #wishes = new Map<number, Promise<Wish>>();
  readonly #waiting = new Set<{ readonly position: number; readonly go: () => void }>();
  #last = Number.POSITIVE_INFINITY;
  readonly #places: Places;
  readonly #ask: (task: Task) => Promise<Wish>;

  /** @param ask called once for each task, when its turn has come for all */
  constructor(
    hosts: readonly string[],
    { tasks, play }: { readonly tasks: readonly Task[]; readonly play: Pick<Play, 'handlers'> },
    places: Places,
    ask: (task: Task) => Promise<Wish> = () => Promise.resolve('do'),
  ) {
    this.#positions = new Map(hosts.map((host) => [host, -1]));
    for (const [index, { id }] of tasks.entries()) this.#tasks.set(id, index * handlersBetween);
    for (const [index, { id }] of play.handlers.entries()) this.#handlers.set(id, index + 1);
    this.#places = places;
    this.#ask = ask;
  }

  /** Resolves when the host may begin the task. Called for every item of a loop; the first one counts. */
  async reach(host: string, task: Task): Promise<Wish> {
    const position = this.#positionOf(host, task);
    this.#positions.set(host, position);
    this.#release();
    if (position > this.#slowest()) await this.#places.aside(() => this.#turn(position));
    if (position > this.#last) return 'stop';
    let wish = this.#wishes.get(position);
    if (wish === undefined) this.#wishes.set(position, (wish = this.#ask(task)));
    return wish;
  }

  /** Nobody goes further than to the task at which this host is; that one is still everybody's turn. */
  endWith(host: string): void {
    this.#last = Math.min(this.#last, this.#positions.get(host) ?? -1);
  }

  /** Nobody waits for this host any more. */
  leave(host: string): void {
    this.#positions.delete(host);
    this.#release();
  }

  /** Handlers come behind the task at which the host is, in their own order. */
  #positionOf(host: string, { id }: Task): number {
    const task = this.#tasks.get(id);
    if (task !== undefined) return task;
    const last = Math.max(0, this.#positions.get(host) ?? 0);
    return last - (last % handlersBetween) + (this.#handlers.get(id) ?? last % handlersBetween);
  }

  #turn(position: number): Promise<void> {
    return new Promise((go) => this.#waiting.add({ position, go }));
  }

  #release(): void {
    const slowest = this.#slowest();
    for (const each of this.#waiting) {
      if (each.position > slowest) continue;
      this.#waiting.delete(each);
      each.go();
    }
  }

  #slowest(): number {
    return Math.min(...this.#positions.values());
  }
}

/** More than any play has. */
const handlersBetween = 2 ** 20;
