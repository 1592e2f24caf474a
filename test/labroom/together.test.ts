import { describe, expect, test } from '@jest/globals';
import { HostError } from '../../src/diagnostics/errors.ts';
import { together } from '../../src/lab/together.ts';

describe('together', () => {
  test('results come in the order of the jobs', async () => {
    const late = async () => new Promise<number>((resolve) => setTimeout(() => resolve(1), 20));
    expect(await together([late, async () => Promise.resolve(2)])).toEqual([1, 2]);
  });

  test('one failure stops no other job, and all failures are told', async () => {
    let done = 0;
    const fail = (name: string) => async () =>
      Promise.reject<number>(new HostError('lab-failed', `${name} is broken`, { hint: 'look' }));
    const work = async () => Promise.resolve((done += 1));
    const all = together([fail('web1'), work, fail('web2'), work]);
    await expect(all).rejects.toMatchObject({ message: 'web1 is broken\nweb2 is broken', hint: 'look' });
    expect(done).toBe(2);
  });

  test('at most eight run at once', async () => {
    let running = 0;
    let most = 0;
    const job = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
    };
    await together(Array.from({ length: 30 }, () => job));
    expect(most).toBe(8);
  });

  test('a bug is not told as a failure of the lab', async () => {
    const bug = async () => Promise.reject<number>(new TypeError('bug'));
    await expect(together([bug])).rejects.toBeInstanceOf(TypeError);
  });
});
