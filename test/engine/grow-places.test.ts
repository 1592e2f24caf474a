import { afterEach, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { growPlaces } from '../../src/engine/grow-places.ts';
import { Places } from '../../src/engine/places.ts';

let stop = (): void => undefined;
afterEach(() => stop());

async function mostAtOnce(hosts: number, places: Places): Promise<number> {
  let running = 0;
  let most = 0;
  await places.each(Array.from({ length: hosts }), async () => {
    most = Math.max(most, (running += 1));
    await sleep(700);
    running -= 1;
  });
  return most;
}

test('a controller with time to spare takes more hosts at once, up to a limit', async () => {
  const places = new Places(4);
  stop = growPlaces(places, 6, () => 0.1);
  expect(await mostAtOnce(20, places)).toBe(6);
  expect(places.count).toBe(6);
});

test('a busy one takes no more', async () => {
  const places = new Places(4);
  stop = growPlaces(places, 6, () => 0.9);
  expect(await mostAtOnce(8, places)).toBe(4);
});

test('places that nobody waits for are not made', async () => {
  const places = new Places(4);
  stop = growPlaces(places, 100, () => 0);
  expect(await mostAtOnce(5, places)).toBe(5);
  expect(places.count).toBe(5);
});
