import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Inspection } from '../../../src/definition.ts';
import { HostError } from '../../../src/diagnostics/errors.ts';
import type { HostContext } from '../../../src/engine/context.ts';
import { convergeGuarded } from '../../../src/engine/guard/guarded-converge.ts';
import type { GuardedWork } from '../../../src/engine/guard/guarded-converge.ts';
import { convergeOnTrial } from '../../../src/engine/guard/trial-converge.ts';
import type { CommandResult, HostRequest } from '../../../src/host.ts';
import type { Change, Step, Trial } from '../../../src/resource.ts';
import { sh } from '../../../src/shell.ts';

// Who waits for whom and how long, with a host that answers as it is told to and a clock that stands still.

const change: Change = { attribute: 'to', from: 'open', to: 'wide' };
const trial: Trial = { proofs: [], settledBy: 'connection' };
const result = (exitCode: number, stdout = '', stderr = ''): CommandResult => ({
  ...{ exitCode, stdout: Buffer.from(stdout), stderr: Buffer.from(stderr) },
  ...{ truncated: false, skipped: false, durationMs: 0 },
});
const lost = new HostError('unreachable', 'the line was cut');

let sent: HostRequest[];
let answers: (CommandResult | Error)[];
/** What readings find, one after the other. */
let found: (readonly Change[])[];
let waited: readonly (readonly [string, number])[];
let renewal: Error | undefined;
let phases: string[];
beforeEach(() => {
  [sent, answers, found, waited, renewal, phases] = [[], [], [], [], undefined, []];
});

const wait = (how: string, milliseconds: number): Promise<void> => {
  waited = [...waited, [how, milliseconds]];
  return Promise.resolve();
};

function contextOf(seconds: number): HostContext {
  const line = {
    write: (request: HostRequest) => {
      sent.push(request);
      const answer = answers.shift() ?? result(0);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
  return {
    guard: { runtime: '/run', state: '/var/lib/rackwright', units: '/etc/systemd/system', seconds },
    line,
    now: () => 5000,
    emit: () => undefined,
    reader: () => undefined,
    renew: (milliseconds: number) => {
      void wait('renew', milliseconds);
      return renewal === undefined ? Promise.resolve({ back: () => wait('back', 0) }) : Promise.reject(renewal);
    },
    sleep: (milliseconds: number) => wait('sleep', milliseconds),
    reconnect: (milliseconds: number) => wait('reconnect', milliseconds),
    stopwatch: {
      during: <Value>(phase: string, work: Promise<Value>) => {
        phases.push(phase);
        return work;
      },
    },
  } as unknown as HostContext;
}

function workOf(steps: readonly Step[] = []): GuardedWork {
  const inspection = (changes: readonly Change[]): Inspection => ({
    ...{ changes, facts: {}, steps: () => steps, protection: undefined, reversal: undefined, settles: false },
  });
  const bound = {
    type: 'resource',
    risk: 'connectivity',
    inspect: () => Promise.resolve(inspection(found.shift() ?? [])),
  } as const;
  const work = { bound, before: inspection([change]), by: 'play web: x' };
  return { work, protection: { paths: ['/etc/x'], trial }, note: undefined };
}

const guarded = (steps?: readonly Step[]) =>
  convergeGuarded(contextOf(60), workOf(steps), undefined, undefined as never, undefined);
/** How long the host is told to wait for what it undoes by itself, in seconds. */
const patience = (request: HostRequest | undefined): string | undefined =>
  /^left=(\d+)$/m.exec(request?.script.text ?? '')?.[1];

describe('a change that a new connection confirms', () => {
  test('gives that half of the time, and the host goes on whatever becomes of us', async () => {
    expect(await guarded()).toMatchObject({ outcome: { status: 'changed', changes: [change], verified: true } });
    expect(waited).toEqual([['renew', 30_000]]);
    for (const request of sent) {
      expect(request).toMatchObject({ form: 'task', onDisconnect: 'finish' });
      for (const more of ['stdin', 'become', 'timeoutMs']) expect(request).not.toHaveProperty(more);
    }
    expect(sent).toHaveLength(2);
  });

  test('sends contents with it where there are any', async () => {
    await guarded([{ type: 'write', path: '/etc/x', content: Buffer.from('new') }]);
    expect(sent[0]?.stdin).toEqual(Buffer.from('new'));
  });

  test('is undone over the former line when there is no new one: at once, or when the host has done so', async () => {
    renewal = new HostError('authentication', 'who are you?');
    found = [[change]];
    expect(await guarded()).toMatchObject({
      outcome: {
        failure: {
          code: 'rolled-back',
          message: 'the host put back what was there before, because who are you?',
          hint: expect.stringMatching(/a new connection was tried/),
        },
      },
    });
    expect(sent[1]?.timeoutMs).toBe(45_000);
    // What is left of the minute, and a minute for undoing it.
    expect(patience(sent[1])).toBe('120');
    expect(waited).toEqual([['renew', 30_000]]);
  });

  test('is waited for when no line is left at all', async () => {
    answers = [result(0), result(75), lost];
    found = [[], [change]];
    expect(await guarded()).toMatchObject({ outcome: { failure: { code: 'rolled-back' } } });
    expect(waited).toEqual([
      ['renew', 30_000],
      ['back', 0],
      ['sleep', 60_000],
      ['reconnect', 60_000],
    ]);
    expect(patience(sent[3])).toBe('60');
    expect(sent[3]).not.toHaveProperty('timeoutMs');
  });

  test('has no hint of a connection where it failed for another reason, and keeps a hint of its own', async () => {
    answers = [result(0), result(75)];
    found = [[], [change]];
    expect((await guarded()).outcome).not.toHaveProperty('failure.hint');
    renewal = new HostError('unreachable', 'no answer', { hint: 'is it up?' });
    found = [[change]];
    expect(await guarded()).toMatchObject({
      outcome: {
        failure: {
          message: 'the host put back what was there before, because it cut the host off: no answer',
          hint: 'is it up?',
        },
      },
    });
  });

  test('is not called undone when the old state is not there again', async () => {
    renewal = lost;
    found = [[]];
    expect(await guarded()).toMatchObject({ outcome: { failure: { code: 'rollback-failed' } } });
    found = [[{ ...change, from: 'ajar' }]];
    expect(await guarded()).toMatchObject({ outcome: { failure: { code: 'rollback-failed' } } });
    answers = [result(0), result(1, '', 'no such table')];
    expect(await guarded()).toMatchObject({
      outcome: {
        failure: { message: expect.stringMatching(/could not put back the old state: no such table$/) },
      },
    });
  });

  test('and an error of ours is no failure of the host', async () => {
    renewal = lost;
    answers = [result(0), new TypeError('oops')];
    await expect(guarded()).rejects.toThrow('oops');
  });
});

describe('a change that the host itself settles', () => {
  const settled = (seconds: number) =>
    convergeOnTrial(contextOf(seconds), workOf(), { ...trial, settledBy: 'host' }, undefined, undefined);

  test.each([
    [60, '900'],
    [1200, '1200'],
  ])('is undone by its timer only when its script was killed: %i s are %s', async (seconds, timer) => {
    expect(await settled(seconds)).toMatchObject({ outcome: { status: 'changed', changes: [change], verified: true } });
    expect(/undo" later (\d+) /.exec(sent[0]?.script.text ?? '')?.[1]).toBe(timer);
    expect(phases).toEqual(['writeMs', 'proveMs']);
    expect(waited).toEqual([]);
  });

  test('is read back all the same', async () => {
    found = [[change]];
    expect(await settled(60)).toMatchObject({
      outcome: { status: 'failed', failure: { code: 'not-converged', changes: [change] }, ignored: false },
    });
  });

  test.each([
    [
      'undone look at it\nthe log\n',
      'rolled-back',
      'the host put back what was there before, because it could not look at it: it is down',
    ],
    [
      'stuck look at it\nthe log\n',
      'rollback-failed',
      'the host could not look at it: it is down, and the old state is not back',
    ],
    ['now x\nrefused\n', 'command-failed', 'the check refused it, and nothing was changed: it is down'],
  ])('fails as its last words say: %j', async (stdout, code, message) => {
    answers = [result(1, stdout, 'it is down')];
    expect(await settled(60)).toMatchObject({ outcome: { failure: { code, message }, ignored: false } });
    expect(phases).toEqual(['writeMs']);
  });

  test.each([
    [result(0), 'rolled-back', /^the host put back what was there before, because it could not settle it/],
    [result(1), 'rollback-failed', /^the host could not settle it.*, and the old state is not back$/],
  ])('and without any is undone at our word: %#', async (undone, code, message) => {
    answers = [result(137), undone];
    expect(await settled(60)).toMatchObject({
      outcome: { failure: { code, message: expect.stringMatching(message) } },
    });
    expect(patience(sent[1])).toBe('60');
    expect(sent[1]).toMatchObject({ form: 'task', onDisconnect: 'finish' });
  });

  test('cannot hold a conversation', async () => {
    const steps = [
      { type: 'exchange', title: 'x', ask: sh`:`, reply: () => Promise.resolve(Buffer.of()), finish: sh`:` },
    ] as const;
    const work = workOf(steps);
    await expect(convergeOnTrial(contextOf(60), work, trial, undefined, undefined)).rejects.toThrow(
      /cannot be put on trial/,
    );
  });
});
