import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createFactReader } from '../../../src/engine/fact-batch.ts';
import { isConversation, stepRequest } from '../../../src/engine/step-request.ts';
import type { CommandResult, Host } from '../../../src/host.ts';
import { connectLocal } from '../../../src/hosts/local.ts';
import type { Arguments, Change } from '../../../src/resource.ts';
import { getUrl } from '../../../src/resources/get-url.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const root = temporaryDirectory();
const content = Buffer.from('x'.repeat(100_000));
const sha256 = createHash('sha256').update(content).digest('hex');
const sha512 = createHash('sha512').update(content).digest('hex');
let host: Host;
let server: Server;
let base: string;
let heard: { readonly url: string; readonly headers: IncomingHttpHeaders; readonly processes: string }[] = [];
let cutAfter: number | undefined;

beforeAll(async () => {
  host = await connectLocal({ name: 'here' });
  server = createServer((request, response) => {
    heard.push({ url: request.url ?? '', headers: request.headers, processes: processList() });
    const modified = { 'Last-Modified': 'Sun, 13 Sep 2020 12:26:40 GMT' };
    if (request.url === '/sums') response.end(`${sha512}  other\n${sha512} *a%20file\n`.replace('%20', ' '));
    else if (request.url === '/missing') response.writeHead(404).end('nothing');
    else if (request.url === '/silent') response.end(request.method === 'HEAD' ? undefined : content);
    else {
      const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
      const length = { 'Content-Length': String(content.length - from) };
      response.writeHead(from > 0 ? 206 : 200, {
        ...modified,
        ...length,
        ...(from > 0 && { 'Content-Range': `bytes ${from}-${content.length - 1}/${content.length}` }),
      });
      if (request.method === 'HEAD') response.end();
      else if (cutAfter === undefined) response.end(content.subarray(from));
      else response.write(content.subarray(from, cutAfter), () => response.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await host.close();
  await new Promise((resolve) => server.close(resolve));
});

let at: string;
let count = 0;
beforeEach(() => {
  at = join(root, `case ${(count += 1)}`);
  mkdirSync(at);
  heard = [];
  cutAfter = undefined;
});

test('a file with its checksum comes once, and drift is repaired', async () => {
  const args = { url: `${base}/a%20file`, dest: `${at}/`, checksum: `sha256:${sha256}`, mode: '0640' };
  const path = join(at, 'a file');
  expect(await inspect(args)).toEqual([
    { attribute: 'sha256', from: null, to: sha256 },
    { attribute: 'mode', from: null, to: '0640' },
  ]);
  expect(heard).toEqual([]);
  expect(await converge(args)).toEqual([]);
  expect(readFileSync(path).equals(content)).toBe(true);
  expect(statSync(path).mode & 0o777).toBe(0o640);
  expect(readdirSync(at)).toEqual(['a file']);
  writeFileSync(path, 'edited');
  expect(await inspect(args)).toMatchObject([{ attribute: 'sha256', to: sha256 }]);
  expect(await converge({ ...args, backup: true })).toEqual([]);
  expect(readdirSync(at)).toEqual(['a file', expect.stringMatching(/^a file\..*~$/)]);
});

test('a list of checksums is asked for the name in the URL', async () => {
  const args = { url: `${base}/a%20file`, dest: `${at}/it`, checksum: `sha512:${base}/sums` };
  expect(await converge(args)).toEqual([]);
  await expect(inspect({ ...args, url: `${base}/c` })).rejects.toThrow('does not name c');
  await expect(inspect({ ...args, checksum: `sha512:${base}/missing` })).rejects.toThrow('cannot be read');
});

test('what has another checksum never gets the name', async () => {
  writeFileSync(join(at, 'it'), 'old');
  const end = await apply({ url: `${base}/x`, dest: `${at}/it`, checksum: `sha256:${'0'.repeat(64)}` });
  expect([end.exitCode, Buffer.from(end.stderr).toString()]).toEqual([
    1,
    expect.stringContaining(`has the digest ${sha256}`),
  ]);
  expect([readFileSync(join(at, 'it'), 'utf8'), readdirSync(at)]).toEqual(['old', ['it']]);
});

test.each([['curl'], ['wget']])('an interrupted download is taken up again (%s)', async (tool) => {
  const args = { url: `${base}/x`, dest: `${at}/it`, checksum: `sha256:${sha256}` };
  cutAfter = 60_000;
  expect((await apply(args, tool)).exitCode).toBe(1);
  expect(existsSync(join(at, 'it'))).toBe(false);
  cutAfter = undefined;
  expect(await converge(args, tool)).toEqual([]);
  expect(heard.at(-1)?.headers.range).toMatch(/^bytes=[1-9]\d*-$/);
  expect(readdirSync(at)).toEqual(['it']);
});

test('a part that fits nothing is not kept for ever', async () => {
  const args = { url: `${base}/silent`, dest: `${at}/it`, checksum: `sha256:${sha256}` };
  cutAfter = 60_000;
  const other = { ...args, url: `${base}/x` };
  await apply(other);
  cutAfter = undefined;
  const [part = ''] = readdirSync(at);
  writeFileSync(join(at, part, 'file'), content);
  expect(await converge(other)).toEqual([]);
});

describe.each(['curl', 'wget'])('with %s', (tool) => {
  test('headers and credentials are sent, and never stand in the process list', async () => {
    const args = {
      url: `${base}/x`,
      dest: `${at}/it`,
      headers: { 'X-Token': 'zebra "\\ $(id) horse' },
      url_username: 'me',
      url_password: 'pass:zebra',
    };
    expect(await converge(args, tool)).toEqual([]);
    expect(heard.at(-1)?.headers).toMatchObject({ 'x-token': 'zebra "\\ $(id) horse' });
    expect(heard.map(({ processes }) => processes).join()).not.toContain('zebra');
    expect(heard.at(-1)?.processes).toContain(tool);
    expect(readdirSync(at)).toEqual(['it']);
  });

  test('what the server does not have fails and leaves nothing', async () => {
    const end = await apply({ url: `${base}/missing`, dest: `${at}/it` }, tool);
    expect([end.exitCode, Buffer.from(end.stderr).toString()]).toEqual([
      1,
      expect.stringContaining('the download failed'),
    ]);
    expect(readdirSync(at)).toEqual([]);
  });
});

test('without checksum a file that is there is right; with force the server is asked', async () => {
  const args = { url: `${base}/x`, dest: `${at}/it` };
  writeFileSync(join(at, 'it'), 'old');
  expect(await inspect(args)).toEqual([]);
  expect(heard).toEqual([]);
  expect(await converge({ ...args, dest: `${at}/new`, force: true })).toEqual([]);
  writeFileSync(join(at, 'new'), 'shorter');
  expect(await inspect({ ...args, dest: `${at}/new`, force: true })).toMatchObject([{ attribute: 'modified' }]);
  await expect(inspect({ ...args, url: `${base}/silent`, force: true })).rejects.toThrow('does not tell');
});

test('a directory that somebody else has prepared is not used', async () => {
  const args = { url: `${base}/x`, dest: `${at}/it`, checksum: `sha256:${sha256}` };
  cutAfter = 10;
  await apply(args);
  const [part = ''] = readdirSync(at);
  const trap = `${at}-trap`;
  mkdirSync(trap);
  await host.send({ script: { text: `rm -r '${at}/${part}'` } });
  symlinkSync(trap, join(at, part));
  cutAfter = undefined;
  expect((await apply(args)).exitCode).toBe(1);
  expect(readdirSync(trap)).toEqual([]);
});

test.each([
  [{ checksum: 'sha256:abc' }, 'hexadecimal'],
  [{ url: 'http://a b/' }, 'is no URL'],
  [{ url: 'http://a/', dest: '/srv/' }, 'no name for the file'],
  [{ url: 'http://a/..%2f', dest: '/srv/' }, 'no name for the file'],
  [{ headers: { 'X-A': 'b\r\nc: d' } }, 'one line'],
])('%j is refused', (args, message) => {
  expect(() => getUrl.bind({ url: 'http://a/b', dest: '/srv/b', ...args })).toThrow(message);
});

const reader = createFactReader((request) => host.send(request));

async function inspect(args: Arguments): Promise<readonly Change[]> {
  const bound = getUrl.bind(args);
  if (bound.type !== 'resource') throw new Error('it is a resource');
  return (await bound.inspect(reader)).changes;
}

/** Applies the first step; `tool` is the only one that the host has. */
async function apply(args: Arguments, tool = 'curl'): Promise<CommandResult> {
  const bound = getUrl.bind(args);
  if (bound.type !== 'resource') throw new Error('it is a resource');
  const [step] = (await bound.inspect(reader)).steps();
  if (step === undefined || isConversation(step)) throw new Error('nothing to do');
  const request = stepRequest(step);
  const hide = tool === 'curl' ? '' : `command() { [ "$2" = curl ] && return 1; [ -x "/usr/bin/$2" ]; }\n`;
  return host.send({ ...request, script: { text: `${hide}${request.script.text}` } });
}

async function converge(args: Arguments, tool?: string): Promise<readonly Change[]> {
  const end = await apply(args, tool);
  if (end.exitCode !== 0) throw new Error(Buffer.from(end.stderr).toString());
  return inspect(args);
}

/** The arguments of every process of this machine. */
function processList(): string {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        // It has ended.
        return '';
      }
    })
    .join('\n');
}
