import { expect, test } from '@jest/globals';
import { script } from './scripts.ts';

async function runner() {
  const written: string[] = [];
  const clock = { ms: 0 };
  const { stepRunner } = await script('steps');
  return {
    written,
    clock,
    ...stepRunner(
      (text) => written.push(text),
      () => clock.ms,
    ),
  };
}

test('A step prints one line with its seconds and gives what it found', async () => {
  const { step, counts, written, clock } = await runner();
  const found = await step('a box is there', async () => {
    clock.ms = 12_340;
    return Promise.resolve('box');
  });
  expect(found).toBe('box');
  expect(written).toEqual(['passed   12.3 s  a box is there\n']);
  expect(counts).toEqual({ passed: 1, failed: 0 });
});

test('A failed step is counted, says why and ends the steps after it', async () => {
  const { step, counts, written } = await runner();
  const failure = Object.assign(new Error('no such box\nat all'), { hint: 'build it' });
  await expect(step('a box is there', async () => Promise.reject(failure))).rejects.toBe(failure);
  expect(written.join('')).toBe('FAILED    0.0 s  a box is there\n    no such box\n    at all\n    hint: build it\n');
  expect(counts).toEqual({ passed: 0, failed: 1 });
});
