import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { startDeadline } from '../../../src/hosts/ssh/deadline.ts';

const never = new AbortController().signal;

test('a deadline aborts when time has run out', async () => {
  const deadline = startDeadline(20, never);
  await sleep(60);
  expect([deadline.signal.aborted, deadline.expired()]).toEqual([true, true]);
});

test('a deadline aborts with its caller, and that is no expiry', () => {
  const controller = new AbortController();
  const deadline = startDeadline(1000, controller.signal);
  controller.abort();
  expect([deadline.signal.aborted, deadline.expired()]).toEqual([true, false]);
  deadline.clear();
  const late = startDeadline(1000, controller.signal);
  expect(late.signal.aborted).toBe(true);
  late.clear();
});

test('time that people take does not count, also when two waits overlap', async () => {
  const deadline = startDeadline(60, never);
  deadline.hold(sleep(100));
  deadline.hold(sleep(140).then(() => Promise.reject(new Error('gave up'))));
  await sleep(130);
  expect(deadline.expired()).toBe(false);
  await sleep(150);
  expect(deadline.expired()).toBe(true);
});

test('a deadline that was cleared stays quiet', async () => {
  const deadline = startDeadline(20, never);
  deadline.hold(sleep(5));
  deadline.clear();
  await sleep(60);
  expect(deadline.expired()).toBe(false);
});

test('a deadline that is renewed starts again, but not for ever', async () => {
  const deadline = startDeadline(50, never);
  const renewing = setInterval(() => deadline.renew(), 20);
  await sleep(150);
  expect(deadline.expired()).toBe(false);
  await sleep(300);
  clearInterval(renewing);
  expect(deadline.expired()).toBe(true);
});
