import { expect, test } from '@jest/globals';
import { registerLoop, registerValue } from '../../src/engine/register.ts';
import type { Outcome } from '../../src/reporter.ts';

const failure = { code: 'command-failed', message: 'it is full' };

test.each<[Outcome, unknown]>([
  [
    { status: 'ok', verified: true },
    { changed: false, failed: false, skipped: false },
  ],
  [
    { status: 'changed', changes: [], verified: true },
    { changed: true, failed: false, skipped: false },
  ],
  [
    { status: 'would-change', changes: [], assuming: false, verified: true },
    { changed: true, failed: false, skipped: false },
  ],
  [
    { status: 'skipped', why: 'a is false' },
    { changed: false, failed: false, skipped: true, skip_reason: 'a is false' },
  ],
  [
    { status: 'failed', failure, ignored: true },
    { changed: false, failed: true, skipped: false, msg: 'it is full' },
  ],
  [
    { status: 'unreachable', failure },
    { changed: false, failed: true, skipped: false, unreachable: true, msg: 'it is full' },
  ],
])('`register` tells how it went in Ansible’s words: %j', (outcome, value) => {
  expect({ ...registerValue(outcome, {}) }).toEqual(value);
});

test('what a turn found is there besides, and cannot reach a prototype at any depth', () => {
  const more = JSON.parse('{"rc": 0, "list": [{"__proto__": {"evil": true}}]}') as Record<string, never>;
  const value = registerValue({ status: 'ok', verified: false }, { ...more, bytes: new Uint8Array([1]) });
  expect(value['rc']).toBe(0);
  expect(value['bytes']).toEqual(new Uint8Array([1]));
  expect(Object.getPrototypeOf(value)).toBeNull();
  const [inner] = value['list'] as unknown as readonly object[];
  expect(Object.getPrototypeOf(inner)).toBeNull();
  expect('evil' in (inner ?? {})).toBe(false);
});

test('a loop has changed or failed when one item has, and was skipped when all were', () => {
  const item = (more: object) => ({ changed: false, failed: false, skipped: false, ...more });
  const told = (items: readonly ReturnType<typeof item>[]) => {
    const { changed, failed, skipped } = registerLoop(items);
    return { changed, failed, skipped };
  };
  expect(told([item({ changed: true }), item({ skipped: true })])).toEqual({
    changed: true,
    failed: false,
    skipped: false,
  });
  expect(told([item({}), item({ failed: true })])).toEqual({ changed: false, failed: true, skipped: false });
  expect(told([item({ skipped: true }), item({ skipped: true })]).skipped).toBe(true);
  expect(told([])).toEqual({ changed: false, failed: false, skipped: false });
  expect(registerLoop([item({ rc: 1 })])['results']).toMatchObject([{ rc: 1 }]);
});
