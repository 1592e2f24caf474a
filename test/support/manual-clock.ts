import type { Clock } from '../../src/reporters/clock.ts';

/** A clock that goes on only when a test says so. */
export function manualClock(): Clock & { advance(milliseconds: number): void; readonly ticking: number } {
  const timers = new Set<{ readonly milliseconds: number; readonly act: () => void; next: number }>();
  let time = 0;
  return {
    now: () => time,
    every: (milliseconds, act) => {
      const timer = { milliseconds, act, next: time + milliseconds };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    get ticking() {
      return timers.size;
    },
    advance: (milliseconds) => {
      const end = time + milliseconds;
      for (;;) {
        const [due] = [...timers].filter((timer) => timer.next <= end).sort((a, b) => a.next - b.next);
        if (due === undefined) break;
        time = due.next;
        due.next += due.milliseconds;
        due.act();
      }
      time = end;
    },
  };
}
