import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { uri } from '../../src/actions/uri.ts';
import { waitFor } from '../../src/actions/wait-for.ts';
import type { Host } from '../../src/host.ts';
import { connectLocal } from '../../src/hosts/local.ts';
import { performAction } from '../support/perform-action.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const directory = temporaryDirectory();
let host: Host;
let server: Server;
let base: string;
let heard: { readonly method: string; readonly headers: IncomingMessage['headers']; readonly body: string };

beforeAll(async () => {
  host = await connectLocal({ name: 'here' });
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      heard = { method: request.method ?? '', headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
      if (request.url === '/moved') response.writeHead(302, { Location: '/' }).end();
      else if (request.url === '/gone') response.writeHead(410).end('gone for good');
      else if (request.url === '/json') response.end('{"up": true}');
      else response.end('hello\nworld');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await host.close();
  await new Promise((resolve) => server.close(resolve));
});

describe('uri', () => {
  test('gets a page and gives its content', async () => {
    const end = await performAction(uri, { url: `${base}/`, return_content: true }, host);
    expect(end).toMatchObject({ changed: false, result: { status: 200, content: 'hello\nworld' } });
    expect(end.failed).toBeUndefined();
    expect(heard.method).toBe('GET');
  });

  test('reads JSON', async () => {
    const { result } = await performAction(uri, { url: `${base}/json`, return_content: true }, host);
    expect(result['json']).toEqual({ up: true });
  });

  test('fails on another status than the wanted ones', async () => {
    expect((await performAction(uri, { url: `${base}/gone` }, host)).failed?.message).toContain(
      'answered 410, not 200',
    );
    expect((await performAction(uri, { url: `${base}/gone`, status_code: [200, 410] }, host)).failed).toBeUndefined();
  });

  test('follows redirects only when it is told to', async () => {
    expect((await performAction(uri, { url: `${base}/moved` }, host)).result['status']).toBe(302);
    expect((await performAction(uri, { url: `${base}/moved`, follow_redirects: true }, host)).result['status']).toBe(
      200,
    );
  });

  test('says what curl says when nobody answers', async () => {
    const end = await performAction(uri, { url: 'http://127.0.0.1:9/' }, host);
    expect(end.failed?.message).toMatch(/connect/i);
  });

  test('sends JSON with its type', async () => {
    await performAction(uri, { url: `${base}/`, method: 'POST', body: { a: ['ä', 1] }, body_format: 'json' }, host);
    expect(heard).toMatchObject({ method: 'POST', body: '{"a":["ä",1]}' });
    expect(heard.headers['content-type']).toBe('application/json');
  });

  test('sends headers and bodies as they are, whatever is in them', async () => {
    const letter = fc.constantFrom(
      '"',
      '\\',
      '\n',
      '\t',
      '\r',
      "'",
      '$(id)',
      '`',
      '#',
      '%',
      'ä',
      '😀',
      ' ',
      'n',
      '-o',
      '@x',
      '\v',
      '\f',
    );
    const text = fc.array(letter, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(text, text, async (body, header) => {
        const plain = `v${header.replace(/[^ -~]/g, '').trim()}`;
        await performAction(
          uri,
          { url: `${base}/`, method: 'POST', body: `b${body}`, headers: { 'X-Test': plain } },
          host,
        );
        expect([heard.body, heard.headers['x-test']]).toEqual([`b${body}`, plain]);
      }),
      { numRuns: 40 },
    );
  });

  test('refuses a header with a line break, and a body that curl would take for a file', () => {
    expect(() => uri.bind({ url: base, headers: { a: 'b\r\nc: d' } })).toThrow('line break');
    expect(() => uri.bind({ url: base, body: '@/etc/passwd' })).toThrow('@');
  });
});

describe('wait_for', () => {
  const port = (): number => (server.address() as AddressInfo).port;

  test('sees a port that answers, and one that does not', async () => {
    expect((await performAction(waitFor, { port: port(), timeout: 5 }, host)).failed).toBeUndefined();
    expect((await performAction(waitFor, { port: 9, state: 'stopped', timeout: 5 }, host)).failed).toBeUndefined();
    expect((await performAction(waitFor, { port: 9, timeout: 0 }, host)).failed?.message).toBe(
      '127.0.0.1:9 did not appear within 0 s',
    );
    expect((await performAction(waitFor, { port: port(), state: 'absent', timeout: 0 }, host)).failed?.message).toBe(
      `127.0.0.1:${port()} did not go away within 0 s`,
    );
  });

  test('waits until a path appears, then until it is gone', async () => {
    const path = join(directory, 'a file');
    let naps = 0;
    const sleep = (): Promise<void> => {
      naps += 1;
      if (naps === 3) writeFileSync(path, 'the server is ready\n');
      return Promise.resolve();
    };
    expect((await performAction(waitFor, { path, timeout: 100 }, host, { sleep })).failed).toBeUndefined();
    expect(naps).toBe(3);
    expect((await performAction(waitFor, { path, search_regex: 'is (ready|up)$' }, host)).failed).toBeUndefined();
    expect((await performAction(waitFor, { path, search_regex: 'broken', timeout: 0 }, host)).failed).toBeDefined();
    rmSync(path);
    expect((await performAction(waitFor, { path, state: 'absent', timeout: 0 }, host)).failed).toBeUndefined();
  });

  test('counts the time of the clock, not its tries', async () => {
    let clock = 0;
    const sleep = (milliseconds: number): Promise<void> => Promise.resolve(void (clock += milliseconds));
    const args = { path: '/no/such/path', timeout: 10, sleep: 2, delay: 4, msg: 'never' };
    const end = await performAction(waitFor, args, host, { sleep, now: () => clock });
    expect(end.failed?.message).toBe('never');
    expect(clock).toBeLessThanOrEqual(10_000);
    expect(clock).toBeGreaterThanOrEqual(8000);
  });
});
