import { expect, test } from '@jest/globals';
import { HostError } from '../../src/diagnostics/errors.ts';
import { reconnect } from '../../src/engine/reconnect.ts';

/** Tries until it is answered; gives how long it slept between tries. */
async function tried(
  errors: readonly Error[],
  timeoutMs: number,
): Promise<{ readonly end: unknown; readonly slept: readonly number[] }> {
  const left = [...errors];
  const slept: number[] = [];
  let now = 1000;
  const clock = {
    now: () => now,
    sleep: (milliseconds: number): Promise<void> => {
      slept.push(milliseconds);
      now += milliseconds;
      return Promise.resolve();
    },
  };
  const connect = (): Promise<string> => {
    const error = left.shift();
    return error === undefined ? Promise.resolve('there') : Promise.reject(error);
  };
  const end = await reconnect(connect, timeoutMs, clock).catch((error: unknown) => error);
  return { end, slept };
}

const silent = new HostError('unreachable', 'no answer');
const late = new HostError('timeout', 'no answer in time');

test('a host that is back at once is not waited for', async () => {
  expect(await tried([], 0)).toEqual({ end: 'there', slept: [] });
});

test('silence is waited through, with longer and longer pauses up to five seconds', async () => {
  const errors = [silent, late, silent, silent, silent, silent];
  expect(await tried(errors, 60_000)).toEqual({ end: 'there', slept: [500, 1000, 2000, 4000, 5000, 5000] });
});

test('but not longer than was said', async () => {
  expect(await tried([silent, late, silent, silent], 3500)).toEqual({ end: silent, slept: [500, 1000, 2000] });
  expect(await tried([silent, late], 499)).toEqual({ end: silent, slept: [] });
  expect(await tried([silent], 500)).toEqual({ end: 'there', slept: [500] });
});

test.each([
  new HostError('authentication', 'who are you?'),
  new HostError('host-key-changed', 'another'),
  new Error('x'),
])('a host that refuses us will go on refusing us: %s', async (error) => {
  expect(await tried([error], 60_000)).toEqual({ end: error, slept: [] });
});
