/** What happens to a run. */
export type Fault = (typeof faults)[number];

/**
 * - `cut`: the connection is cut, and both sides notice
 * - `kill`: the controller gets SIGKILL
 * - `freeze`: the host's sshd stops to do anything; the operator loses patience (SIGINT), starts the next run at once, and only then
 *   does sshd go on
 * - `stall`: the host's sshd stops for a second, and nobody does anything
 */
export const faults = ['cut', 'kill', 'freeze', 'stall'] as const;

/**
 * When it happens: at the N-th event that the controller tells (each boundary of a step that it knows of), when N bytes have
 * gone to the host or come from it (in the middle of a request or of an answer), or at the N-th change in the directories that the
 * play writes to, seen from within the host (in the middle of a write).
 */
export type Moment = (typeof moments)[number];

export const moments = ['event', 'sent', 'received', 'touched'] as const;

export interface Injection {
  readonly fault: Fault;
  readonly moment: Moment;
  readonly at: number;
}

/** What a run that nobody disturbed counted when its controller told of its events: `sent`, `received` and `touched` at each of them. */
export interface Recording {
  readonly events: readonly { readonly sent: number; readonly received: number; readonly touched: number }[];
}

/**
 * Every boundary of steps, the middle between any two of them as bytes in both directions count, and as many writes, each with
 * every fault; of `stall` a tenth.
 * @param count so many of them are drawn with the seed
 */
export function planInjections({ events }: Recording, seed: number, count: number): readonly Injection[] {
  const boundaries = events.flatMap(({ received }, index) =>
    received === events[index - 1]?.received ? [] : [{ moment: 'event' as const, at: index + 1 }],
  );
  const between = (['sent', 'received', 'touched'] as const).flatMap((moment) =>
    events.flatMap((event, index) => {
      const [before, after] = [events[index - 1]?.[moment] ?? 0, event[moment]];
      return after - before < 2 ? [] : [{ moment, at: Math.ceil((before + after) / 2) }];
    }),
  );
  const points = [...boundaries, ...between];
  const plan = faults.flatMap((fault) =>
    points.filter((_, index) => fault !== 'stall' || index % 10 === 0).map((point) => ({ fault, ...point })),
  );
  return shuffled(plan, seed).slice(0, count);
}

function shuffled<Item>(items: readonly Item[], seed: number): readonly Item[] {
  let state = seed >>> 0;
  // Mulberry32: small, and the same everywhere.
  const random = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return items
    .map((item) => ({ item, order: random() }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ item }) => item);
}
