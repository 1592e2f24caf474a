import { execFile, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { labLogin } from '../support/lab-login.ts';
import { closeSite, openSite } from '../support/site.ts';
import type { ProgramEnd, Site } from '../support/site.ts';

// One service's configuration in one transaction, with a client that asks all the time.

const seconds = 1000;
const minutes = 60 * seconds;
const network = '198.18.70';
const inventory = `all:
  vars:
${labLogin}
  hosts:
    tree1: {ansible_host: ${network}.31}
`;

let site: Site;

beforeAll(async () => {
  site = await openSite(network, inventory);
  const up = await site.rackwright('lab', 'up', '--yes');
  if (up.code !== 0) throw new Error(up.stderr);
  await site.asRoot('tree1', 'apt-get -qq install nginx >/dev/null 2>&1');
  expect(await keep('listen 8080;', 'one')).toMatchObject({ code: 0 });
  expect(await keep('listen 8080;', 'one')).toMatchObject({ code: 0, stdout: expect.stringContaining('changed=0') });
}, 15 * minutes);

afterAll(async () => {
  await closeSite(site);
}, 2 * minutes);

function write(directives: string, word: string): readonly string[] {
  const text = `server { ${directives} include /etc/nginx/words/*.conf; }`;
  writeFileSync(
    join(site.directory, 'tree.yml'),
    `- hosts: all
  become: true
  gather_facts: false
  tasks:
    - config_tree:
        service: nginx
        exclusive: [sites-enabled, words]
        files:
          - {path: conf.d/site.conf, content: ${JSON.stringify(text)}}
          - {path: words/word.conf, content: ${JSON.stringify(`return 200 ${word};`)}}
`,
  );
  return ['run', 'tree.yml', '-i', 'inventory/lab.yml'];
}

function keep(directives: string, word: string): Promise<ProgramEnd> {
  return site.rackwright(...write(directives, word));
}

function ask(): Promise<string> {
  return new Promise((resolve) => {
    execFile('curl', ['-sS', '-m', '3', `http://${site.address('tree1')}:8080/`], (_error, stdout) => resolve(stdout));
  });
}

/** What was answered while something went on, each answer once, and how often was asked. */
async function askDuring(
  work: Promise<unknown>,
): Promise<{ readonly answers: readonly string[]; readonly count: number }> {
  const answers = new Set<string>();
  const ended = work.then(() => true);
  let count = 0;
  do {
    answers.add(await ask());
    count += 1;
  } while (!(await Promise.race([ended, delay(0, false)])));
  return { answers: [...answers], count };
}

const state = `find /etc/nginx -type f -print0 | sort -z | xargs -0 sha256sum
find /etc/nginx -printf '%p %m %u %y %l\\n' | sort
find /var/lib/rackwright -mindepth 1
systemctl list-timers --all --no-legend | grep rackwright; true`;

test.each([
  ['an unknown directive', 'listen 8080; nonsense on;', 'command-failed', 'unknown directive "nonsense"'],
  ['a port that is taken', 'listen 8080; listen 22;', 'rolled-back', 'Address already in use'],
  [
    'an include that is not there',
    'listen 8080; include /etc/nginx/missing.conf;',
    'command-failed',
    '/etc/nginx/missing.conf',
  ],
])(
  '%s: nobody who asks notices, and the host is as it was',
  async (_name, directives, code, message) => {
    const before = await site.asRoot('tree1', state);
    const run = keep(directives, 'two');
    const { answers, count } = await askDuring(run);
    const end = await run;
    expect(end).toMatchObject({ code: 1, stdout: expect.stringContaining(code) });
    expect(end.stdout).toContain(message);
    expect(answers).toEqual(['one']);
    expect(count).toBeGreaterThan(5);
    expect(await site.asRoot('tree1', state)).toBe(before);
  },
  2 * minutes,
);

test(
  'what is under way when the controller is killed is settled by the host',
  async () => {
    const before = await site.asRoot('tree1', state);
    const bin = join(import.meta.dirname, '..', '..', 'bin', 'rackwright.js');
    const words = [bin, ...write('listen 8080; listen 22;', 'three'), '--output', 'json'];
    const child = spawn(process.execPath, words, { cwd: site.directory, stdio: ['ignore', 'pipe', 'ignore'] });
    const ended = new Promise((resolve) => child.on('close', resolve));
    // Killed at the first word from the host: the files are swapped, and nginx is about to be told.
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.includes('check it in its place')) child.kill('SIGKILL');
    });
    await ended;
    const limit = Date.now() + 60 * seconds;
    while (Date.now() < limit && (await site.asRoot('tree1', state)) !== before) await delay(500);
    expect(await site.asRoot('tree1', state)).toBe(before);
    expect(await ask()).toBe('one');
    expect((await keep('listen 8080;', 'four')).stdout).toContain('converged');
    expect(await ask()).toBe('four');
  },
  3 * minutes,
);
