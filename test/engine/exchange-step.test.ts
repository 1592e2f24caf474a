import { expect, test } from '@jest/globals';
import { exchangeStep } from '../../src/engine/exchange-step.ts';
import type { StepRequest } from '../../src/engine/step-request.ts';
import type { CommandResult } from '../../src/host.ts';
import type { Step } from '../../src/resource.ts';
import { sh } from '../../src/shell.ts';

const step: Extract<Step, { readonly type: 'exchange' }> = {
  type: 'exchange',
  title: 'have a certificate signed',
  ask: sh`make a request`,
  reply: (said) => Promise.resolve(Buffer.from(`signed ${String(said)}`)),
  finish: sh`keep it`,
};
const result = (more: Partial<CommandResult> = {}): CommandResult => ({
  ...{ exitCode: 0, stdout: Buffer.from('me'), stderr: new Uint8Array() },
  ...{ truncated: false, skipped: false, durationMs: 0, ...more },
});

async function exchange(
  wanted: typeof step,
  results: readonly CommandResult[],
): Promise<{ readonly end: unknown; readonly sent: readonly StepRequest[]; readonly begun: readonly Step[] }> {
  const [sent, begun]: [StepRequest[], Step[]] = [[], []];
  const send = (request: StepRequest): Promise<CommandResult> =>
    Promise.resolve(results[sent.push(request) - 1] ?? result());
  const end = await exchangeStep(wanted, send, {
    begin: (each) => begun.push(each),
    output: () => () => undefined,
    sent: () => undefined,
    end: () => undefined,
  });
  return { end, sent, begun };
}

test('the host asks, the controller replies, and the host finishes; others may not see it', async () => {
  const last = result({ stdout: Buffer.from('kept') });
  const { end, sent, begun } = await exchange(step, [result(), last]);
  expect(end).toBe(last);
  expect(begun).toEqual([step]);
  const shared = { form: 'task', confidential: true, timeoutMs: 300_000 };
  expect(sent).toEqual([
    { script: step.ask, ...shared },
    { script: step.finish, stdin: Buffer.from('signed me'), ...shared },
  ]);
});

test.each([result({ exitCode: 3 }), result({ skipped: true })])(
  'a host that cannot ask gets no reply',
  async (asked) => {
    const { end, sent } = await exchange(step, [asked]);
    expect(end).toBe(asked);
    expect(sent).toHaveLength(1);
  },
);

test('what the controller does not sign is a failure with its reason, and finishes nothing', async () => {
  const reply = (): Promise<never> => Promise.reject(new Error('it is not ours'));
  const { end, sent } = await exchange({ ...step, reply }, [result()]);
  expect(end).toEqual({ code: 'cannot-converge', message: 'could not have a certificate signed: it is not ours' });
  expect(sent).toHaveLength(1);
});
