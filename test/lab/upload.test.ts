import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RunEvent } from '../../src/reporter.ts';
import { labLogin } from '../support/lab-login.ts';
import { closeSite, openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';

// Big files on real hosts: they arrive whole or not at all, what was cut is gone on with, and the controller never holds them.

const minutes = 60_000;
const megabytes = 120;
const content = randomBytes(megabytes * 1e6);
const digest = createHash('sha256').update(content).digest('hex');
const inventory = `all:
  vars:
${labLogin}
  hosts:
    up1: {ansible_host: 198.18.10.11}
    up2: {ansible_host: 198.18.10.12}
`;
let site: Site;

beforeAll(async () => {
  site = await openSite('198.18.74', inventory);
  await mkdir(join(site.directory, 'playbooks', 'files'), { recursive: true });
  await writeFile(join(site.directory, 'playbooks', 'files', 'big.bin'), content);
  const up = await site.rackwright('lab', 'up', '--yes');
  if (up.code !== 0) throw new Error(up.stderr);
}, 15 * minutes);

afterAll(() => closeSite(site), 2 * minutes);

describe('a big file', () => {
  test(
    'arrives with its content, mode and owner, and is skipped by its digest afterwards',
    async () => {
      await playbook('{src: big.bin, dest: /srv/big.bin, mode: "0640", owner: ops, group: adm}');
      const first = await play();
      expect(first.code).toBe(0);
      for (const host of ['up1', 'up2']) {
        const said = await site.asRoot(host, 'sha256sum /srv/big.bin; stat -c "%a %U %G" /srv/big.bin; ls -A /srv');
        expect(said).toBe(`${digest}  /srv/big.bin\n640 ops adm\nbig.bin\n`);
      }
      const second = await play();
      expect(statuses(second.events)).toEqual(['ok', 'ok']);
      expect(sent(second.events)).toBeLessThan(100_000);
      // Beside ssh's windows and the noise of garbage collection, two pieces for each host.
      expect(first.peakMegabytes - second.peakMegabytes).toBeLessThan(megabytes / 2);
    },
    5 * minutes,
  );

  test(
    'that was cut on the way is gone on with',
    async () => {
      await playbook('{src: big.bin, dest: /srv/cut.bin}', 'up1');
      const cutting = site.asRoot('up1', cutTheLine);
      const cut = await play();
      await cutting;
      expect(cut.code).toBe(3);
      const there = Number(await site.asRoot('up1', 'stat -c %s /srv/.rackwright-part.*'));
      expect(there).toBeGreaterThan(1_000_000);
      expect(await site.asRoot('up1', 'ls /srv')).not.toContain('cut.bin');
      const again = await play();
      expect(again.code).toBe(0);
      const missing = content.length - there;
      expect(sent(again.events)).toBeGreaterThanOrEqual(missing);
      expect(sent(again.events)).toBeLessThan(missing + 100_000);
      expect(await site.asRoot('up1', 'sha256sum /srv/cut.bin; ls -A /srv')).toBe(
        `${digest}  /srv/cut.bin\nbig.bin\ncut.bin\n`,
      );
    },
    5 * minutes,
  );

  test(
    'that a check refuses, or that there is no room for, leaves the old content and no part',
    async () => {
      await site.asRoot('up2', 'mkdir /srv/small && mount -t tmpfs -o size=20m tmpfs /srv/small');
      for (const [path, more, reason] of [
        ['/srv/old.bin', ', validate: "grep -q never %s"', 'the check refused'],
        ['/srv/small/old.bin', '', 'there is no room'],
      ] as const) {
        await site.asRoot('up2', `echo old >${path}`);
        await playbook(`{src: big.bin, dest: ${path}${more}}`, 'up2');
        const end = await play();
        expect(end.code).toBe(1);
        expect(end.stdout).toContain(reason);
        expect(await site.asRoot('up2', `cat ${path}; ls -A $(dirname ${path}) | grep -c rackwright || :`)).toBe(
          'old\n0\n',
        );
      }
    },
    5 * minutes,
  );
});

test(
  'a tree of many small files arrives in one step, and is proven',
  async () => {
    const tree = join(site.directory, 'playbooks', 'files', 'tree');
    await mkdir(join(tree, 'sub dir'), { recursive: true });
    for (let number = 0; number < 60; number += 1) await writeFile(join(tree, 'sub dir', `-${number}'`), `${number}\n`);
    await writeFile(join(tree, '.hidden'), 'dot');
    await playbook('{src: tree/, dest: /srv/tree, mode: "0600", owner: ops}', 'up1');
    const end = await play();
    expect(statuses(end.events)).toEqual(['changed']);
    const said = await site.asRoot(
      'up1',
      `cd "/srv/tree/sub dir" && ls -A | wc -l; cat -- "-59'"; stat -c "%a %U" ../.hidden`,
    );
    expect(said).toBe('60\n59\n600 ops\n');
    expect(statuses((await play()).events)).toEqual(['ok']);
  },
  5 * minutes,
);

/** Waits for the upload to have begun and kills the session that it travels in. */
const cutTheLine = `until size=$(stat -c %s /srv/.rackwright-part.* 2>/dev/null) && [ "$size" -gt 1000000 ]; do :; done
pid=$(pgrep -x cat | head -n 1)
until [ "$(cat /proc/$pid/comm)" = sshd ]; do pid=$(sed -n "s/^PPid:[[:space:]]*//p" /proc/$pid/status); done
kill -KILL "$pid"`;

async function playbook(copy: string, hosts = 'all'): Promise<void> {
  const text = `- hosts: ${hosts}\n  become: true\n  gather_facts: false\n  tasks:\n    - copy: ${copy}\n`;
  await writeFile(join(site.directory, 'playbooks', 'upload.yml'), text);
}

/** Runs the playbook and watches how much memory the program takes. */
async function play(): Promise<{ code: number; stdout: string; events: readonly RunEvent[]; peakMegabytes: number }> {
  const program = fileURLToPath(new URL('../../bin/rackwright.js', import.meta.url));
  const words = [program, 'run', 'playbooks/upload.yml', '-i', 'inventory/lab.yml', '--output', 'json'];
  const child = spawn(process.execPath, words, { cwd: site.directory, stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  let peakMegabytes = 0;
  const watching = setInterval(() => {
    void readFile(`/proc/${child.pid ?? 0}/status`, 'utf8').then(
      (status) => (peakMegabytes = Math.max(peakMegabytes, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1000)),
      // It has just ended.
      () => undefined,
    );
  }, 20);
  const code = await new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? -1)));
  clearInterval(watching);
  const events = stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as RunEvent]));
  return { code, stdout, events, peakMegabytes };
}

function statuses(events: readonly RunEvent[]): readonly string[] {
  return events.flatMap((event) => (event.type === 'task.finished' ? [event.outcome.status] : []));
}

function sent(events: readonly RunEvent[]): number {
  const summary = events.find((event) => event.type === 'run.finished')?.summary;
  return (summary?.hosts ?? []).flatMap(({ traffic }) => traffic).reduce((sum, { bytesSent }) => sum + bytesSent, 0);
}
