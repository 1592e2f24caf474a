import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import { readAgent } from '../../../../src/hosts/ssh/keys/agent.ts';

const directory = mkdtempSync(join(tmpdir(), 'agent-'));
let server: Server | undefined;
let count = 0;
afterEach(() => void server?.close());
afterAll(() => rmSync(directory, { recursive: true }));

/** An agent that answers everything with these chunks. */
async function agentThatSays(...chunks: readonly Buffer[]): Promise<string> {
  count += 1;
  const path = join(directory, String(count));
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      for (const chunk of chunks) socket.write(chunk);
      socket.end();
    });
  });
  await new Promise<void>((resolve) => server!.listen(path, resolve));
  return path;
}

const string = (bytes: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};
const key = (type: string): Buffer => Buffer.concat([string(Buffer.from(type)), string(Buffer.from('blob'))]);
const answer = (...keys: readonly (readonly [string, string])[]): Buffer =>
  string(
    Buffer.concat([
      Buffer.from([12, 0, 0, 0, keys.length]),
      ...keys.flatMap(([type, comment]) => [string(key(type)), string(Buffer.from(comment))]),
    ]),
  );

test('all keys are listed, also those that ssh2 would hide, however the answer is cut', async () => {
  const whole = answer(
    ['ssh-ed25519', 'me'],
    ['ssh-rsa-cert-v01@openssh.com', ''],
    ['sk-ssh-ed25519@openssh.com', 'ü'],
  );
  const keys = await readAgent(await agentThatSays(whole.subarray(0, 3), whole.subarray(3, 40), whole.subarray(40)));
  expect(keys.map(({ type, label }) => [type, label])).toEqual([
    ['ssh-ed25519', 'agent key me'],
    ['ssh-rsa-cert-v01@openssh.com', 'agent key'],
    ['sk-ssh-ed25519@openssh.com', 'agent key ü'],
  ]);
});

test.each([
  ['an agent that refuses', string(Buffer.from([5])), /refused to list its keys/],
  ['an agent that hangs up', Buffer.alloc(0), /hung up/],
  ['an answer that is cut short', answer(['ssh-rsa', 'x']).subarray(0, 20), /hung up/],
  ['an answer without end', Buffer.from([255, 255, 255, 255]), /sent nonsense/],
  [
    'a list with a lie about its length',
    string(Buffer.from([12, 255, 255, 255, 255, 0, 0, 0, 9])),
    /broken list|out of range/i,
  ],
])('%s is an error', async (_what, said, message) => {
  await expect(readAgent(await agentThatSays(said))).rejects.toThrow(message);
});

test('a socket that is not there is an error', async () => {
  await expect(readAgent(join(directory, 'none'))).rejects.toThrow(/cannot be asked: connect ENOENT/);
});
