import { caught } from '../caught.ts';
/**
 * Waits for `opening` unless the signal aborts first. What opens too late, because nothing can stop it, goes to `discard`.
 * @throws the signal's reason, or what `opening` rejects with
 */
export async function abandonable<Value>(
  opening: Promise<Value>,
  signal: AbortSignal,
  discard: (late: Value) => void,
): Promise<Value> {
  return await new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(caught(signal.reason).error);
      opening.then(discard, () => undefined);
    };
    if (signal.aborted) {
      abort();
      return;
    }
    signal.addEventListener('abort', abort, { once: true });
    opening.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
