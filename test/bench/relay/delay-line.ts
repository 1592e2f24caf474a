/** Time as a delay line needs it. */
export interface DelayClock {
  /** Milliseconds. */
  now(): number;
  after(milliseconds: number, act: () => void): void;
}

/** Does things later, but always in the order in which they came, however long each is to wait. */
export interface DelayLine {
  later(milliseconds: number, act: () => void): void;
}

export function delayLine(clock: DelayClock): DelayLine {
  const waiting: { readonly due: number; readonly act: () => void }[] = [];
  let lastDue = 0;
  const deliver = (): void => {
    for (let first = waiting[0]; first !== undefined && first.due <= clock.now(); first = waiting[0]) {
      waiting.shift();
      first.act();
    }
    const [next] = waiting;
    if (next !== undefined) clock.after(next.due - clock.now(), deliver);
  };
  return {
    later: (milliseconds, act) => {
      lastDue = Math.max(lastDue, clock.now() + milliseconds);
      waiting.push({ due: lastDue, act });
      if (waiting.length === 1) clock.after(lastDue - clock.now(), deliver);
    },
  };
}
