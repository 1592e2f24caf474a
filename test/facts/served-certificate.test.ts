import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FactError } from '../../src/fact.ts';
import { servedCertificate } from '../../src/facts/served-certificate.ts';
import { runFact, shells } from '../support/run-fact.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const port = 20_000 + (process.pid % 20_000);
const directory = temporaryDirectory();
let server: ChildProcess;

beforeAll(async () => {
  for (const name of ['one', 'other'])
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-days',
        '2',
        '-subj',
        `/CN=${name}.test`,
      ].concat([
        '-addext',
        `subjectAltName=DNS:${name}.test`,
        '-keyout',
        file(`${name}.key`),
        '-out',
        file(`${name}.crt`),
      ]),
      { stdio: 'ignore' },
    );
  const words = [
    's_server',
    '-quiet',
    '-accept',
    `127.0.0.1:${port}`,
    '-cert',
    file('one.crt'),
    '-key',
    file('one.key'),
  ];
  server = spawn('openssl', words, { stdio: ['pipe', 'ignore', 'ignore'] });
  while (!(await answers())) await delay(50);
}, 20_000);

afterAll(() => {
  server.kill();
});

describe.each(shells)('%s', (_, shell) => {
  test('tells what is served, what lies in files, and whether it holds', () => {
    const question = {
      connect: `127.0.0.1:${port}`,
      serverName: 'one.test',
      path: file('one.crt'),
      trust: file('one.crt'),
    };
    const [right, wrongName, otherFile, nobody] = runFact(
      servedCertificate,
      [
        question,
        { ...question, serverName: 'other.test' },
        { ...question, path: file('other.crt'), trust: undefined },
        { ...question, connect: '127.0.0.1:1', path: file('none') },
      ],
      shell,
    );
    expect(right).toEqual({
      tools: true,
      inFile: right?.served,
      served: expect.stringMatching(/^[0-9a-f]{64}$/),
      verdict: '0 (ok)',
    });
    expect(wrongName?.verdict).toMatch(/^62 /);
    expect(otherFile).toEqual({
      tools: true,
      served: right?.served,
      inFile: expect.stringMatching(/^[0-9a-f]{64}$/),
      verdict: '',
    });
    expect(otherFile?.inFile).not.toBe(right?.served);
    expect(nobody).toMatchObject({ inFile: '', served: '' });
  });
});

test.each(['', 'openssl\n', 'openssl\na|b|c\n.\n', 'openssl\n||\n', 'something\n'])('refuses %j', (output) => {
  const question = { connect: 'a:1', serverName: 'a', path: '/a', trust: undefined };
  expect(() => servedCertificate.parse(Buffer.from(output), [question])).toThrow(FactError);
});

function file(name: string): string {
  return join(directory, name);
}

function answers(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    }).on('error', () => {
      resolve(false);
    });
  });
}
