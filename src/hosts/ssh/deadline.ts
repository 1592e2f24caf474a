export interface Deadline {
  readonly signal: AbortSignal;
  /** True when time ran out, and not the caller. */
  readonly expired: () => boolean;
  /** Stops the clock while this is pending: a person is typing a passphrase or touching a key. */
  hold(pending: Promise<unknown>): void;
  /** Gives the whole time again, because the other side has said something; not for ever. */
  renew(): void;
  clear(): void;
}

/** Aborts after `milliseconds`, or when `outer` aborts. */
export function startDeadline(milliseconds: number, outer: AbortSignal): Deadline {
  const controller = new AbortController();
  let left = milliseconds;
  let since = 0;
  let holds = 0;
  let expired = false;
  const latest = performance.now() + mostTimes * milliseconds;
  let timer: NodeJS.Timeout | undefined;
  const run = (): void => {
    since = performance.now();
    timer = setTimeout(
      () => {
        expired = true;
        controller.abort(new Error('time ran out'));
      },
      Math.max(0, left),
    );
  };
  const stop = (): void => {
    clearTimeout(timer);
    left -= performance.now() - since;
  };
  const release = (): void => {
    holds -= 1;
    if (holds === 0 && !controller.signal.aborted) run();
  };
  const abort = (): void => controller.abort(outer.reason);
  outer.addEventListener('abort', abort);
  if (outer.aborted) abort();
  run();
  return {
    signal: controller.signal,
    expired: () => expired,
    hold: (pending) => {
      if (holds === 0) stop();
      holds += 1;
      pending.then(release, release);
    },
    renew: () => {
      if (controller.signal.aborted || holds === Number.POSITIVE_INFINITY) return;
      if (holds === 0) stop();
      left = Math.min(milliseconds, latest - performance.now());
      if (holds === 0) run();
    },
    clear: () => {
      holds = Number.POSITIVE_INFINITY;
      clearTimeout(timer);
      outer.removeEventListener('abort', abort);
    },
  };
}

/** Who keeps on talking without coming to an end is given up, too. */
const mostTimes = 6;
