import { describe, expect, test } from '@jest/globals';
import { HostError } from '../../../src/diagnostics/errors.ts';
import { createConnectLimit } from '../../../src/hosts/ssh/connect-limit.ts';
import type { ConnectAttempt } from '../../../src/hosts/ssh/connect-limit.ts';

const never = new AbortController().signal;
const dropped = { error: new HostError('unreachable', 'dropped'), retryable: true };

describe('connecting', () => {
  test('is done a few at a time for each address', async () => {
    const limit = createConnectLimit(3);
    const running = new Map<string, number>();
    const most = new Map<string, number>();
    const attempt = (address: string) => async (): Promise<ConnectAttempt<number>> => {
      running.set(address, (running.get(address) ?? 0) + 1);
      most.set(address, Math.max(most.get(address) ?? 0, running.get(address)!));
      await new Promise((resolve) => setTimeout(resolve, 5));
      running.set(address, running.get(address)! - 1);
      return { value: 1 };
    };
    const addresses = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 'a' : 'b'));
    await Promise.all(addresses.map((address) => limit(address, never, attempt(address))));
    expect(Object.fromEntries(most)).toEqual({ a: 3, b: 3 });
  });

  test('is tried again after a drop', async () => {
    const outcomes: ConnectAttempt<string>[] = [dropped, { value: 'in' }];
    await expect(createConnectLimit(8)('a', never, () => Promise.resolve(outcomes.shift()!))).resolves.toBe('in');
  });

  test('is not tried again after a refusal', async () => {
    let attempts = 0;
    const refused = { error: new HostError('authentication', 'no'), retryable: false };
    const attempt = (): Promise<ConnectAttempt<never>> => {
      attempts += 1;
      return Promise.resolve(refused);
    };
    await expect(createConnectLimit(8)('a', never, attempt)).rejects.toBe(refused.error);
    expect(attempts).toBe(1);
  });

  test('slows down for everybody after a drop', async () => {
    const limit = createConnectLimit(4);
    let first = true;
    let running = 0;
    let most = 0;
    const attempt = async (): Promise<ConnectAttempt<number>> => {
      if (first) {
        first = false;
        return dropped;
      }
      running += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
      most = Math.max(most, running);
      running -= 1;
      return { value: 1 };
    };
    await limit('a', never, attempt);
    await Promise.all(Array.from({ length: 8 }, () => limit('a', never, attempt)));
    expect(most).toBe(2);
  });

  test('stops waiting when it is interrupted', async () => {
    const controller = new AbortController();
    const connecting = createConnectLimit(8)('a', controller.signal, () => Promise.resolve(dropped));
    controller.abort();
    await expect(connecting).rejects.toMatchObject({ name: 'AbortError' });
  });
});
