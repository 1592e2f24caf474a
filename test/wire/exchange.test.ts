import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { HostError } from '../../src/diagnostics/errors.ts';
import { sh } from '../../src/shell.ts';
import type { WireRequest } from '../../src/wire/encode.ts';
import { Exchange } from '../../src/wire/exchange.ts';

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'performance'] });
});
afterEach(() => {
  jest.useRealTimers();
});

interface Begun {
  readonly exchange: Exchange;
  /** What the runner was told to run at once. */
  readonly told: string[];
  /** Why it was given up. */
  readonly abandoned: HostError[];
  readonly outcome: Promise<unknown>;
}

function begin(more: Partial<WireRequest> = {}): Begun {
  const [told, abandoned]: [string[], HostError[]] = [[], []];
  const exchange = new Exchange(
    7,
    { script: sh`:`, ...more },
    {
      killGraceMs: 500,
      control: (code) => told.push(code),
      abandon: (error) => abandoned.push(error),
    },
  );
  const outcome = exchange.result.then(
    ({ exitCode, skipped, stdout, stderr }) => ({ exitCode, skipped, out: String(stdout), err: String(stderr) }),
    (error: unknown) => error,
  );
  return { exchange, told, abandoned, outcome };
}

function end(exchange: Exchange, kind: 'E' | 'S', status?: string): void {
  exchange.mark('stdout', kind, status);
  exchange.mark('stderr', kind, status);
}

describe('the end of a request', () => {
  test('is there when both streams have ended, and both are told apart', async () => {
    const { exchange, outcome } = begin();
    exchange.output('stdout', Buffer.from('out'));
    exchange.mark('stdout', 'E', '3');
    expect([exchange.finished, exchange.settled]).toEqual([false, false]);
    expect([exchange.hasEnded('stdout'), exchange.hasEnded('stderr')]).toEqual([true, false]);
    exchange.output('stderr', Buffer.from('err'));
    exchange.mark('stderr', 'E', '3');
    expect([exchange.finished, exchange.settled]).toEqual([true, true]);
    expect(await outcome).toEqual({ exitCode: 3, skipped: false, out: 'out', err: 'err' });
  });

  test('of one that was skipped says so, with a status that is no success', async () => {
    const { exchange, outcome } = begin();
    end(exchange, 'S');
    expect(await outcome).toMatchObject({ exitCode: 125, skipped: true });
  });

  test.each([
    ['0', 0],
    ['255', 255],
    // ksh93 for signal 9, where others say 137.
    ['265', 137],
    ['512', 255],
    ['-1', 255],
    ['1.5', 255],
    ['lies', 255],
    [undefined, 255],
  ])('with status %s is one that every shell could have given', async (said, status) => {
    const { exchange, outcome } = begin();
    end(exchange, 'E', said);
    expect(await outcome).toMatchObject({ exitCode: status });
  });

  test('is the end: what comes later belongs to nobody', async () => {
    const heard: string[] = [];
    const { exchange, outcome } = begin({ onOutput: (stream) => heard.push(stream) });
    exchange.output('stderr', Buffer.from('err'));
    end(exchange, 'E', '0');
    exchange.output('stdout', Buffer.from('late'));
    exchange.lose(new HostError('unreachable', 'gone'));
    expect(await outcome).toMatchObject({ exitCode: 0, out: '' });
    expect(heard).toEqual(['stderr']);
  });

  test('of one whose runner is gone is its failure', async () => {
    const { exchange, outcome } = begin();
    exchange.lose(new HostError('unreachable', 'gone'));
    expect(await outcome).toMatchObject({ code: 'unreachable', message: 'gone' });
  });
});

describe('the clock of a request', () => {
  test('begins when the host comes to it, once', async () => {
    const { exchange, abandoned } = begin({ timeoutMs: 2000 });
    jest.advanceTimersByTime(10_000);
    expect(abandoned).toEqual([]);
    exchange.startClock();
    jest.advanceTimersByTime(1999);
    exchange.startClock();
    expect(abandoned).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(abandoned).toMatchObject([{ code: 'timeout', message: 'it took longer than 2 s and was killed' }]);
    exchange.lose(new HostError('unreachable', 'given up'));
    await expect(exchange.result).rejects.toMatchObject({ code: 'timeout' });
  });

  test('gives our own reads a minute, and tasks as long as they take', () => {
    const [probe, task] = [begin(), begin({ form: 'task' })];
    for (const { exchange } of [probe, task]) exchange.startClock();
    task.exchange.mark('stdout', 'B', '42');
    jest.advanceTimersByTime(59_999);
    expect(probe.abandoned).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(probe.abandoned).toHaveLength(1);
    jest.advanceTimersByTime(24 * 3_600_000);
    expect([task.told, task.abandoned]).toEqual([[], []]);
  });

  test('is stopped by the end', async () => {
    const { exchange, abandoned, outcome } = begin({ timeoutMs: 1000 });
    exchange.startClock();
    end(exchange, 'E', '0');
    jest.advanceTimersByTime(5000);
    expect([abandoned, jest.getTimerCount()]).toEqual([[], 0]);
    expect(await outcome).toMatchObject({ exitCode: 0 });
  });
});

describe('a task that is to end', () => {
  test('is told to, then killed, then given up with its runner', async () => {
    const { exchange, told, abandoned, outcome } = begin({ form: 'task', timeoutMs: 1000 });
    exchange.startClock();
    exchange.mark('stdout', 'B', '42');
    // Who tells of a second one lies.
    exchange.mark('stdout', 'B', '1');
    jest.advanceTimersByTime(1000);
    expect(told).toEqual(['kill -USR1 42']);
    jest.advanceTimersByTime(500);
    expect(told).toEqual(['kill -USR1 42', 'kill -USR2 42']);
    jest.advanceTimersByTime(2999);
    expect(abandoned).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(abandoned).toMatchObject([{ code: 'timeout' }]);
    exchange.lose(new HostError('unreachable', 'given up'));
    expect(await outcome).toMatchObject({ code: 'timeout' });
  });

  test('and does end has timed out, whatever its status', async () => {
    const { exchange, told, abandoned, outcome } = begin({ form: 'task', timeoutMs: 1000 });
    exchange.startClock();
    exchange.mark('stdout', 'B', '42');
    jest.advanceTimersByTime(1000);
    end(exchange, 'E', '0');
    jest.advanceTimersByTime(10_000);
    expect([told, abandoned]).toEqual([['kill -USR1 42'], []]);
    expect(await outcome).toMatchObject({ code: 'timeout' });
  });

  test('before the host has begun it is told to as soon as it has', async () => {
    const stop = new AbortController();
    const { exchange, told, outcome } = begin({ form: 'task', signal: stop.signal });
    exchange.startClock();
    stop.abort();
    expect(told).toEqual([]);
    expect(await outcome).toMatchObject({ code: 'interrupted' });
    exchange.mark('stdout', 'B', '42');
    expect(told).toEqual(['kill -USR1 42']);
  });

  test('and never begins is given up', () => {
    const stop = new AbortController();
    const { exchange, abandoned } = begin({ form: 'task', signal: stop.signal });
    exchange.startClock();
    stop.abort();
    jest.advanceTimersByTime(3499);
    expect(abandoned).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(abandoned).toMatchObject([{ code: 'interrupted' }]);
  });

  test('while it is at work keeps who waits for it until it has ended', async () => {
    const stop = new AbortController();
    const { exchange, told, outcome } = begin({ form: 'task', signal: stop.signal });
    exchange.mark('stdout', 'B', '42');
    stop.abort();
    expect([told, exchange.settled]).toEqual([['kill -USR1 42'], false]);
    end(exchange, 'E', '143');
    expect(await outcome).toMatchObject({ code: 'interrupted' });
  });
});

test('a request whose run has been interrupted before is not waited for', async () => {
  const { exchange, outcome } = begin({ signal: AbortSignal.abort() });
  expect(exchange.settled).toBe(true);
  expect(await outcome).toMatchObject({ code: 'interrupted' });
});

describe('output that something in the background holds open', () => {
  test('is copied no more when the task is over', () => {
    const { exchange, told } = begin({ form: 'task' });
    exchange.mark('stdout', 'C', '11');
    exchange.mark('stderr', 'C', '12');
    // Who tells of a third one wants something killed that is not ours.
    exchange.mark('stderr', 'C', '1');
    exchange.mark('stdout', 'D', undefined);
    jest.advanceTimersByTime(1000);
    expect(told).toEqual([]);
    exchange.mark('stderr', 'D', undefined);
    exchange.mark('stderr', 'D', undefined);
    jest.advanceTimersByTime(50);
    expect(told).toEqual(['kill -KILL 11 12']);
    jest.advanceTimersByTime(1000);
    expect(told).toHaveLength(1);
  });

  test('that ends by itself leaves nothing to be killed', () => {
    const { exchange, told } = begin({ form: 'task' });
    exchange.mark('stdout', 'D', undefined);
    exchange.mark('stderr', 'D', undefined);
    end(exchange, 'E', '0');
    jest.advanceTimersByTime(1000);
    expect(told).toEqual([]);
  });
});
