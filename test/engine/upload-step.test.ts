import { expect, test } from '@jest/globals';
import type { HostContext } from '../../src/engine/context.ts';
import type { StepRequest } from '../../src/engine/step-request.ts';
import { uploadStep } from '../../src/engine/upload-step.ts';
import type { Become, CommandResult, UploadRequest } from '../../src/host.ts';
import type { Step } from '../../src/resource.ts';

const size = 50_000_000;
const opened: number[] = [];
const step: Extract<Step, { readonly type: 'upload' }> = {
  type: 'upload',
  path: '/srv/image',
  content: {
    size,
    digest: () => Promise.resolve('d'.repeat(64)),
    open: (from) => {
      opened.push(from);
      return { [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true, value: undefined }) }) };
    },
  },
};
const result = (exitCode: number, stdout = ''): CommandResult => ({
  ...{ exitCode, stdout: Buffer.from(stdout), stderr: new Uint8Array() },
  ...{ truncated: false, skipped: false, durationMs: 0 },
});

interface Ended {
  readonly end: CommandResult;
  readonly sent: readonly StepRequest[];
  readonly uploads: readonly UploadRequest[];
  readonly told: readonly unknown[];
}

async function upload(answers: readonly CommandResult[], streamed: CommandResult, become?: Become): Promise<Ended> {
  const [sent, uploads, told]: [StepRequest[], UploadRequest[], unknown[]] = [[], [], []];
  const line = {
    upload: (request: UploadRequest) => {
      uploads.push(request);
      request.onSent?.(1000);
      return Promise.resolve(streamed);
    },
  };
  const end = await uploadStep(
    { line } as unknown as HostContext,
    step,
    become,
    (request) => Promise.resolve(answers[sent.push(request) - 1] ?? result(9)),
    {
      begin: (each) => told.push(each),
      output: () => () => undefined,
      sent: (each, bytes, total) => told.push([each, bytes, total]),
      end: () => undefined,
    },
  );
  return { end, sent, uploads, told };
}

test('what the host has not got yet is streamed, and then the whole is put in its place', async () => {
  const become = { method: 'sudo', user: 'carl' } as const;
  const last = result(0);
  const { end, sent, uploads, told } = await upload([result(0, '2000000\n'), last], result(0), become);
  expect(end).toBe(last);
  expect(sent).toMatchObject([
    { form: 'task', timeoutMs: 60_000 },
    // Ten minutes, and what a slow disk needs for reading so much.
    { form: 'task', timeoutMs: 610_000 },
  ]);
  expect(uploads).toMatchObject([{ size: size - 2_000_000, become }]);
  expect(opened.splice(0)).toEqual([2_000_000]);
  expect(told).toEqual([step, [step, 2_001_000, size]]);
});

test('what is there as a whole is not sent again', async () => {
  const { uploads, sent } = await upload([result(0, `${size}`), result(0)], result(0));
  expect([uploads.length, sent.length]).toEqual([0, 2]);
});

test('the login user’s upload is nobody else’s', async () => {
  const { uploads } = await upload([result(0, '0'), result(0)], result(0));
  expect(uploads[0]).not.toHaveProperty('become');
});

test('the first failure is the last word', async () => {
  const [begun, streamed] = [result(3), result(4)];
  const refused = await upload([begun], result(0));
  expect([refused.end, refused.uploads]).toEqual([begun, []]);
  const broken = await upload([result(0, '0')], streamed);
  expect([broken.end, broken.sent.length]).toEqual([streamed, 1]);
});
