import { expect, test } from '@jest/globals';
import type { HostError } from '../../../src/diagnostics/errors.ts';
import type { SshConnection } from '../../../src/hosts/ssh/connection.ts';
import { createLeases } from '../../../src/hosts/ssh/leases.ts';

function fakeConnection(): SshConnection & { readonly closes: () => number; readonly die: () => void } {
  let closes = 0;
  let die = (): void => undefined;
  const closed = new Promise<HostError | undefined>((resolve) => (die = () => resolve(undefined)));
  const unused = (): never => {
    throw new Error('not used');
  };
  const close = (): void => void (closes += 1);
  return { open: unused, forward: unused, closed, close, closes: () => closes, die };
}

test('a connection is opened once and closed after the last has let go', async () => {
  const lease = createLeases(() => false);
  const connection = fakeConnection();
  let opened = 0;
  const open = (): Promise<SshConnection> => {
    opened += 1;
    return Promise.resolve(connection);
  };
  const [one, two] = await Promise.all([lease('jump', open), lease('jump', open)]);
  one.release();
  one.release();
  expect([opened, connection.closes()]).toEqual([1, 0]);
  two.release();
  expect(connection.closes()).toBe(1);
  await lease('jump', open);
  expect(opened).toBe(2);
});

test('a connection that has died is opened anew', async () => {
  const lease = createLeases(() => false);
  const connection = fakeConnection();
  await lease('jump', () => Promise.resolve(connection));
  connection.die();
  await connection.closed;
  const fresh = fakeConnection();
  expect((await lease('jump', () => Promise.resolve(fresh))).connection).toBe(fresh);
});

test('a failure is tried again by the next, unless it is final', async () => {
  const lease = createLeases((error) => (error as Error).message === 'refused');
  const fail = (message: string) => () => Promise.reject(new Error(message));
  await expect(lease('jump', fail('busy'))).rejects.toThrow('busy');
  await expect(lease('jump', fail('refused'))).rejects.toThrow('refused');
  await expect(lease('jump', () => Promise.resolve(fakeConnection()))).rejects.toThrow('refused');
  await expect(lease('other', () => Promise.resolve(fakeConnection()))).resolves.toBeDefined();
});
