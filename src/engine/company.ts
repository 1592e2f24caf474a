import { setImmediate } from 'node:timers/promises';
import type { Task } from '../playbook/model.ts';
import type { Arguments } from '../resource.ts';
import { Slots } from './slots.ts';

/** What a task that is done once left for the other hosts. */
export interface OnceEnd {
  /** Who did it. */
  readonly host: string;
  readonly state: 'done' | 'failed' | 'lost';
  readonly result: Arguments;
  readonly variables: Arguments;
  /** In a plan: nobody knows what it would give. */
  readonly unknown: boolean;
}

/** The hosts of one batch of a play: what they share, and how they wait for each other. */
export class Company {
  readonly #hosts: readonly string[];
  readonly #aside: Aside;
  readonly #slots = new Map<Task, Slots>();
  readonly #ended = new Map<string, Signal<true>>();
  readonly #once = new Map<string, Once>();
  #dismissed: 'end_batch' | 'end_play' | undefined;
  readonly #rounds = new Map<string, number>();
  #thinking: Promise<void> = Promise.resolve();

  /** @param aside lets another host work while one waits */
  constructor(hosts: readonly string[], aside: Aside) {
    this.#hosts = hosts;
    this.#aside = aside;
    for (const host of hosts) this.#ended.set(host, signal());
  }

  /** Whether a task has ended the play for all. */
  get isDismissed(): boolean {
    return this.#dismissed !== undefined;
  }

  get playHasEnded(): boolean {
    return this.#dismissed === 'end_play';
  }

  /** Each host ends behind the task that it is in. */
  dismiss(why: 'end_batch' | 'end_play'): void {
    this.#dismissed = why;
  }

  /** Time to think without holding up the others: between any two of these turns it is heard what has arrived from hosts. */
  async turnToThink(): Promise<void> {
    this.#thinking = this.#thinking.then(() => setImmediate());
    await this.#thinking;
  }

  /** A turn among those that `slots` have room for. */
  async take(slots: Slots): Promise<() => void> {
    return slots.hasRoom ? await slots.take() : await this.#aside(() => slots.take());
  }

  /** Room in a task with `throttle`. */
  async enter(task: Task, room: number): Promise<() => void> {
    let slots = this.#slots.get(task);
    if (slots === undefined) this.#slots.set(task, (slots = new Slots(room)));
    return await this.take(slots);
  }

  /**
   * A host has come to a task that is done once: by the first of the batch that comes to it. `yours` when that is this one;
   * otherwise how it went, when that is known.
   */
  async comeTo(task: Task, host: string): Promise<'yours' | OnceEnd> {
    const round = (this.#rounds.get(`${host} ${task.id}`) ?? 0) + 1;
    this.#rounds.set(`${host} ${task.id}`, round);
    const key = `${task.id} ${round}`;
    const once: Once = this.#once.get(key) ?? { begun: signal(), end: signal(), host: undefined };
    this.#once.set(key, once);
    const before = this.#hosts.slice(0, this.#hosts.indexOf(host));
    for (const each of before) {
      const ended = this.#ended.get(each);
      if (once.host === undefined && ended?.given === false)
        await this.#aside(() => Promise.race([once.begun.promise, ended.promise]));
    }
    if (once.host === undefined) {
      once.host = host;
      once.begun.give(true);
      return 'yours';
    }
    return once.end.given ? await once.end.promise : await this.#aside(() => once.end.promise);
  }

  /** The host that does a task once has done it. */
  tell(task: Task, end: OnceEnd): void {
    for (const [key, once] of this.#once)
      if (key.startsWith(`${task.id} `) && once.host === end.host) once.end.give(end);
  }

  /** A host has no more to do in this play, or is lost: nobody shall wait for it. */
  leave(host: string): void {
    this.#ended.get(host)?.give(true);
    for (const once of this.#once.values())
      if (once.host === host) once.end.give({ host, state: 'lost', result: {}, variables: {}, unknown: false });
  }
}

export type Aside = <Value>(wait: () => Promise<Value>) => Promise<Value>;

interface Once {
  readonly begun: Signal<true>;
  readonly end: Signal<OnceEnd>;
  host: string | undefined;
}

interface Signal<Value> {
  readonly promise: Promise<Value>;
  readonly given: boolean;
  /** The first time counts. */
  give(value: Value): void;
}

function signal<Value>(): Signal<Value> {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((fulfil) => (resolve = fulfil));
  let given = false;
  return {
    promise,
    get given() {
      return given;
    },
    give: (value) => {
      given = true;
      resolve(value);
    },
  };
}
