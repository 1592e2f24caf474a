import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { Places } from '../../src/engine/places.ts';
import type { Connect, Host, HostAddress } from '../../src/host.ts';

const never = new AbortController().signal;
const addressOf = (name: string): HostAddress => ({
  name,
  connection: 'ssh',
  address: name,
  connectTimeoutMs: 10_000,
  sshArgs: [],
});

/** Hosts whose name begins with `dead` say nothing for `silenceMs`; `slow` ones answer and take as long. */
function connectTo(silenceMs: number, called: string[] = []): Connect {
  return async ({ name }, _signal, onAnswer) => {
    called.push(name);
    if (name.startsWith('dead')) {
      await sleep(silenceMs);
      throw new Error('no answer');
    }
    onAnswer?.();
    if (name.startsWith('slow')) await sleep(silenceMs);
    return {} as Host;
  };
}

test('works on so many at a time, in their order', async () => {
  const places = new Places(3);
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  await places.each([1, 2, 3, 4, 5, 6, 7], async (item) => {
    begun.push(item);
    most = Math.max(most, (running += 1));
    await sleep(5);
    running -= 1;
  });
  expect([begun, most]).toEqual([[1, 2, 3, 4, 5, 6, 7], 3]);
});

test('gives the place back when the work fails', async () => {
  const places = new Places(1);
  await expect(places.each([1], () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await places.each([2], () => Promise.resolve());
});

test('dead hosts keep nobody waiting', async () => {
  const places = new Places(4, 10);
  const connect = places.lending(connectTo(1000));
  const names = [...Array.from({ length: 12 }, (_, index) => `dead${index}`), 'web1', 'web2', 'web3'];
  const start = performance.now();
  const done: string[] = [];
  let end = 0;
  await places.each(names, async (name) => {
    await connect(addressOf(name), never).catch(() => undefined);
    done.push(name);
    if (done.length === 3) end = performance.now() - start;
  });
  expect(done.slice(0, 3)).toEqual(['web1', 'web2', 'web3']);
  expect(end).toBeLessThan(900);
});

test('no more are called at once than places were lent', async () => {
  const places = new Places(1, 1);
  let [calls, most] = [0, 0];
  const connect = places.lending(async () => {
    most = Math.max(most, (calls += 1));
    await sleep(50);
    calls -= 1;
    throw new Error('nobody is there');
  });
  const names = Array.from({ length: 20 }, (_, index) => `dead${index}`);
  await places.each(names, async (name) => {
    await connect(addressOf(name), never).catch(() => undefined);
  });
  expect(most).toBe(5);
});

test('slow hosts that have answered keep their places, and late ones wait for one', async () => {
  const places = new Places(2, 5);
  const connect = places.lending(connectTo(60));
  let working = 0;
  let most = 0;
  await places.each(['slow1', 'slow2', 'dead1', 'web1', 'dead2', 'web2', 'web3'], async (name) => {
    await connect(addressOf(name), never).catch(() => undefined);
    most = Math.max(most, (working += 1));
    await sleep(20);
    working -= 1;
  });
  expect(most).toBe(2);
});
