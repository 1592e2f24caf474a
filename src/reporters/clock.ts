/** The time as reporters see it. */
export interface Clock {
  /** Milliseconds since some fixed moment. */
  now(): number;
  /** Calls `act` again and again, until the returned function is called. Keeps no process alive. */
  every(milliseconds: number, act: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  every: (milliseconds, act) => {
    const timer = setInterval(act, milliseconds).unref();
    return () => clearInterval(timer);
  },
};
