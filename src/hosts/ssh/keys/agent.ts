import { connect } from 'node:net';
import ssh2 from 'ssh2';
import { keyTypeOf } from '../../known-hosts/fingerprint.ts';
import type { Identity, SignatureHash } from './identity.ts';

/**
 * The keys that an ssh-agent holds. Asked here rather than through ssh2, which hides certificates and FIDO keys.
 * @throws Error when there is no agent at the socket or it does not answer within 5 s
 */
export async function readAgent(socket: string): Promise<readonly Identity[]> {
  const keys = parseIdentities(await request(socket, listRequest));
  const agent = new ssh2.OpenSSHAgent(socket);
  return keys.map(({ publicKey, comment }) => ({
    label: `agent key ${comment}`.trim(),
    source: 'agent',
    type: keyTypeOf(publicKey),
    publicKey,
    locked: false,
    sign: async (data, hash) => await signWith(agent, publicKey, data, hash),
  }));
}

const signWith = async (
  agent: ssh2.OpenSSHAgent,
  publicKey: Buffer,
  data: Buffer,
  hash: SignatureHash | undefined,
): Promise<Buffer> =>
  await new Promise((resolve, reject) => {
    const key = `${keyTypeOf(publicKey)} ${publicKey.toString('base64')}`;
    const options: ssh2.SigningRequestOptions = hash === undefined ? {} : { hash };
    agent.sign(key, data, options, (error, signature) => {
      if (signature === undefined) reject(error ?? new Error('the agent refused to sign'));
      else resolve(signature);
    });
  });

/** draft-miller-ssh-agent: length 1, SSH_AGENTC_REQUEST_IDENTITIES. */
const listRequest = Buffer.from([0, 0, 0, 1, 11]);
const identitiesAnswer = 12;
const largestAnswer = 1 << 20;

async function request(path: string, message: Buffer): Promise<Buffer> {
  return await new Promise((resolve, reject) => {
    let answer = Buffer.alloc(0);
    const socket = connect(path, () => socket.write(message));
    const fail = (reason: string): void => {
      socket.destroy();
      reject(new Error(`the ssh-agent at ${path} ${reason}`));
    };
    socket.setTimeout(5000, () => fail('does not answer'));
    socket.on('error', (error) => fail(`cannot be asked: ${error.message}`));
    socket.on('end', () => fail('hung up'));
    socket.on('data', (chunk: Buffer) => {
      answer = Buffer.concat([answer, chunk]);
      if (answer.length < 4) return;
      const length = answer.readUInt32BE(0);
      if (length > largestAnswer) {
        fail('sent nonsense');
        return;
      }
      if (answer.length < 4 + length) return;
      socket.destroy();
      resolve(answer.subarray(4, 4 + length));
    });
  });
}

function parseIdentities(answer: Buffer): readonly { readonly publicKey: Buffer; readonly comment: string }[] {
  if (answer[0] !== identitiesAnswer || answer.length < 5) throw new Error('the ssh-agent refused to list its keys');
  let at = 5;
  const next = (): Buffer => {
    const start = at + 4;
    at = start + answer.readUInt32BE(at);
    if (at > answer.length) throw new Error('the ssh-agent sent a broken list of keys');
    return answer.subarray(start, at);
  };
  return Array.from({ length: Math.min(answer.readUInt32BE(1), answer.length) }, () => {
    const publicKey = next();
    return { publicKey, comment: next().toString('utf8') };
  });
}
