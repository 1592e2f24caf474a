import { connect } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { AuthContext } from 'ssh2';
import { HostError } from '../../../src/diagnostics/errors.ts';
import { chooseAlgorithms } from '../../../src/hosts/ssh/algorithms.ts';
import { authenticate } from '../../../src/hosts/ssh/authentication.ts';
import type { Attempts } from '../../../src/hosts/ssh/authentication.ts';
import { handshake } from '../../../src/hosts/ssh/handshake.ts';
import type { HandshakeResult, VerifyHostKey } from '../../../src/hosts/ssh/handshake.ts';
import { readKeyFile } from '../../../src/hosts/ssh/keys/file.ts';
import type { Identity } from '../../../src/hosts/ssh/keys/identity.ts';
import { Secret } from '../../../src/secret.ts';
import { startSshServer } from '../../support/ssh-server.ts';
import type { SshServer } from '../../support/ssh-server.ts';
import { generateKey } from '../../support/sshd.ts';

let server: SshServer;
afterEach(() => server.stop());

async function shakeHands(
  options: {
    readonly identities?: readonly Identity[];
    readonly password?: string;
    readonly verifyHostKey?: VerifyHostKey;
    readonly signal?: AbortSignal;
  } = {},
): Promise<{ readonly result: HandshakeResult; readonly attempts: Attempts }> {
  const password = options.password === undefined ? undefined : new Secret(options.password);
  const authentication = authenticate(
    { user: 'alice', identities: options.identities ?? [], password },
    () => undefined,
  );
  const plan = {
    user: 'alice',
    algorithms: chooseAlgorithms({}, [])!,
    verifyHostKey: options.verifyHostKey ?? (() => Promise.resolve(undefined)),
    authentication,
  };
  const stream = connect({ port: server.port, host: '127.0.0.1', noDelay: true });
  const result = await handshake(stream, plan, options.signal ?? new AbortController().signal);
  if ('client' in result) result.client.end();
  return { result, attempts: authentication.attempts };
}

describe('a login with a password', () => {
  const check = (context: AuthContext): void => {
    if (context.method === 'password' && context.password === 'right') context.accept();
    else context.reject(['password']);
  };

  test('sends the password at once and nothing else', async () => {
    server = await startSshServer({ authenticate: check });
    expect((await shakeHands({ password: 'right' })).result).toHaveProperty('client');
    expect(server.attempts).toEqual(['password right']);
  });

  test('is tried once when it is wrong', async () => {
    server = await startSshServer({ authenticate: check });
    const { result, attempts } = await shakeHands({ password: 'wrong' });
    expect(result).toMatchObject({ failure: { type: 'authentication' } });
    expect(attempts).toMatchObject({ tried: ['password'], accepted: ['password'], begun: true });
    expect(server.attempts).toEqual(['password wrong']);
  });

  test('answers questions where the server only asks questions, but never a question whose answer is shown', async () => {
    const answers: string[][] = [];
    server = await startSshServer({
      authenticate: (context) => {
        if (context.method !== 'keyboard-interactive') {
          context.reject(['keyboard-interactive']);
          return;
        }
        const questions = [
          { prompt: 'Password: ', echo: false },
          { prompt: 'Favourite colour: ', echo: true },
        ];
        context.prompt(questions, (given) => {
          answers.push(given);
          context.accept();
        });
      },
    });
    expect((await shakeHands({ password: 'right' })).result).toHaveProperty('client');
    expect(answers).toEqual([['right', '']]);
  });

  test('that has expired is said', async () => {
    server = await startSshServer({
      authenticate: (context) => {
        if (context.method === 'password') context.requestChange('Choose a new one', () => undefined);
      },
    });
    expect((await shakeHands({ password: 'old' })).result).toMatchObject({
      failure: { type: 'authentication', message: 'the password has expired and must be changed by hand' },
    });
  });
});

test('with nothing to try, the server is still asked what it takes', async () => {
  server = await startSshServer({ authenticate: (context) => context.reject(['publickey', 'password']) });
  const { attempts } = await shakeHands();
  expect(attempts).toMatchObject({ tried: [], accepted: ['publickey', 'password'] });
});

test('a key is offered and used with one message', async () => {
  const signed: boolean[] = [];
  server = await startSshServer({
    authenticate: (context) => {
      if (context.method === 'publickey') signed.push(context.signature !== undefined);
      if (context.method === 'publickey') context.accept();
      else context.reject();
    },
  });
  const directory = mkdtempSync(join(tmpdir(), 'keys-'));
  for (const type of ['ed25519', 'ecdsa', 'rsa']) generateKey(join(directory, type), type);
  const identities = await Promise.all(
    ['ed25519', 'ecdsa', 'rsa'].map((type) => readKeyFile(join(directory, type), undefined)),
  );
  for (const each of identities) expect((await shakeHands({ identities: each })).result).toHaveProperty('client');
  expect(signed).toEqual([true, true, true]);
  rmSync(directory, { recursive: true });
});

test('a locked key is unlocked only when the server would take it', async () => {
  server = await startSshServer({ authenticate: (context) => context.reject(['publickey']) });
  const directory = mkdtempSync(join(tmpdir(), 'keys-'));
  generateKey(join(directory, 'locked'), 'ed25519', 'secret');
  let asked = 0;
  const identities = await readKeyFile(join(directory, 'locked'), () => Promise.resolve(void (asked += 1)));
  expect((await shakeHands({ identities })).result).not.toHaveProperty('client');
  expect([asked, server.attempts]).toEqual([0, ['publickey', 'none']]);
  rmSync(directory, { recursive: true });
});

test('a user who needs no secret is let in', async () => {
  server = await startSshServer();
  expect((await shakeHands()).result).toHaveProperty('client');
});

test('a server may want a key and then the password', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'both-'));
  generateKey(join(directory, 'key'), 'ed25519');
  const identities = await readKeyFile(join(directory, 'key'), undefined);
  rmSync(directory, { recursive: true });
  let proven = false;
  server = await startSshServer({
    authenticate: (context) => {
      if (context.method === 'publickey') {
        if (context.signature === undefined) {
          context.accept();
          return;
        }
        proven = true;
        context.reject(['password'], true);
      } else if (proven && context.method === 'password' && context.password === 'right') context.accept();
      else context.reject(['publickey']);
    },
  });
  const { result, attempts } = await shakeHands({ identities, password: 'right' });
  expect(result).toHaveProperty('client');
  expect(attempts.tried).toHaveLength(2);
});

describe('the host key', () => {
  test('is judged before anything is sent that identifies the user', async () => {
    server = await startSshServer();
    const error = new HostError('host-key-unknown', 'no');
    const { result, attempts } = await shakeHands({ password: 'right', verifyHostKey: () => Promise.resolve(error) });
    expect(result).toEqual({ failure: { type: 'host-key', error } });
    expect([attempts.begun, server.attempts]).toEqual([false, []]);
  });

  test('is refused when judging it fails', async () => {
    server = await startSshServer();
    const verifyHostKey = (): Promise<undefined> => Promise.reject(new Error('disk on fire'));
    expect((await shakeHands({ verifyHostKey })).result).toHaveProperty('failure');
    expect(server.attempts).toEqual([]);
  });
});

test('an interrupted handshake ends at once', async () => {
  server = await startSshServer({ authenticate: () => undefined });
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 100);
  const { result } = await shakeHands({ password: 'x', signal: controller.signal });
  expect(result).toMatchObject({ failure: { type: 'connection', began: true } });
});
