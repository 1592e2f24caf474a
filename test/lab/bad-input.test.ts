import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RunEvent } from '../../src/reporter.ts';
import { labLogin } from '../support/lab-login.ts';
import { closeSite, openSite } from '../support/site.ts';
import type { PlayEnd, Site } from '../support/site.ts';

// What goes wrong on real hosts: each gives a message that says where, a hint, the right exit code, and leaves no host
// half-written.

const minutes = 60_000;
const inventory = `all:
  vars:
${labLogin}
  hosts:
    bad1: {ansible_host: 198.18.10.11}
    good1: {ansible_host: 198.18.10.12}
`;
let site: Site;

beforeAll(async () => {
  site = await openSite('198.18.62', inventory);
  const up = await site.rackwright('lab', 'up', '--yes');
  if (up.code !== 0) throw new Error(up.stderr);
}, 15 * minutes);

afterAll(() => closeSite(site), 2 * minutes);

describe('a host that cannot be worked on stops no other', () => {
  test(
    'nobody answers at its address: exit code 3',
    async () => {
      const inventory = join(site.directory, 'inventory', 'nowhere.ini');
      await writeFile(inventory, 'nowhere ansible_host=198.18.62.99 ansible_timeout=3\n');
      const end = await play(touch('all'), '-i', inventory);
      expect(end.code).toBe(3);
      expect(lost(end, 'nowhere')).toMatchObject({ code: 'unreachable' });
      expect(summaryOf(end, 'good1')).toBe('ok');
    },
    minutes,
  );

  test(
    'its key has changed: exit code 3, both fingerprints, and nothing was sent',
    async () => {
      const file = join(site.directory, '.rackwright', 'lab', 'known_hosts');
      const known = await readFile(file, 'utf8');
      const other = /^198\.18\.62\.12 (ssh-ed25519 .*)$/m.exec(known)?.[1] ?? '';
      await writeFile(file, known.replace(/^198\.18\.62\.11 .*\n/gm, '') + `198.18.62.11 ${other}\n`);
      const end = await play(touch('all'));
      await writeFile(file, known);
      expect(end.code).toBe(3);
      expect(lost(end, 'bad1')).toMatchObject({ code: 'host-key-changed', message: expect.stringMatching(/SHA256:/) });
      expect(summaryOf(end, 'good1')).toBe('ok');
    },
    minutes,
  );

  test(
    'its key is not known: exit code 3 and how to trust it',
    async () => {
      const end = await play(touch('bad1'), '-e', 'ansible_ssh_common_args="-o UserKnownHostsFile=/dev/null"');
      expect(end.code).toBe(3);
      expect(lost(end, 'bad1')).toMatchObject({
        code: 'host-key-unknown',
        hint: expect.stringContaining('rackwright trust'),
      });
    },
    minutes,
  );

  test(
    'nobody may log in under that name: exit code 3',
    async () => {
      const end = await play(touch('bad1'), '-e', 'ansible_user=nobody-here');
      expect(end.code).toBe(3);
      expect(lost(end, 'bad1')).toMatchObject({ code: 'authentication' });
    },
    minutes,
  );

  test(
    'sudo wants another password: exit code 1 at once, after one try',
    async () => {
      await site.asRoot(
        'bad1',
        `useradd -m -s /bin/sh asker && mkdir -m 0700 ~asker/.ssh && cp ~ops/.ssh/authorized_keys ~asker/.ssh/ && chown -R asker ~asker/.ssh && echo asker:zebra-horse | chpasswd && echo 'asker ALL=(ALL) ALL' >/etc/sudoers.d/asker`,
      );
      const wrong = await play(touch('bad1'), '-e', 'ansible_user=asker', '-e', 'ansible_become_password=wrong');
      expect([wrong.code, lost(wrong, 'bad1')]).toMatchObject([
        1,
        { code: 'become-failed', message: expect.stringMatching(/password/) },
      ]);
      const none = await play(touch('bad1'), '-e', 'ansible_user=asker');
      expect([none.code, lost(none, 'bad1')]).toMatchObject([
        1,
        { code: 'become-failed', hint: expect.stringContaining('--ask-become-pass') },
      ]);
      const right = await play(touch('bad1'), '-e', 'ansible_user=asker', '-e', 'ansible_become_password=zebra-horse');
      expect(right.code).toBe(0);
      expect(right.stdout).not.toContain('zebra-horse');
    },
    minutes,
  );

  test(
    'its login shell is none: exit code 3',
    async () => {
      await site.asRoot(
        'bad1',
        'useradd -m -s /usr/sbin/nologin shellless && mkdir -m 0700 ~shellless/.ssh && cp ~ops/.ssh/authorized_keys ~shellless/.ssh/ && chown -R shellless ~shellless/.ssh',
      );
      const plain = [{ hosts: 'bad1', gather_facts: false, tasks: [{ file: { path: '/tmp/x', state: 'touch' } }] }];
      const end = await play(plain, '-e', 'ansible_user=shellless');
      expect([end.code, lost(end, 'bad1')]).toMatchObject([3, { code: 'no-shell' }]);
    },
    minutes,
  );
});

describe('a change that cannot be made leaves what was there', () => {
  test(
    'a full disk: the old content stays, byte for byte, and no temporary file',
    async () => {
      await site.asRoot(
        'bad1',
        'mkdir -p /mnt/small && mount -t tmpfs -o size=64k tmpfs /mnt/small && echo old >/mnt/small/file',
      );
      const end = await play([
        {
          hosts: 'bad1',
          become: true,
          gather_facts: false,
          tasks: [{ copy: { dest: '/mnt/small/file', content: 'x'.repeat(200_000) } }],
        },
      ]);
      expect(end.code).toBe(1);
      expect(failure(end)).toMatchObject({ code: 'command-failed', message: expect.stringMatching(/[Nn]o space/) });
      expect(await site.asRoot('bad1', 'cat /mnt/small/file; ls -A /mnt/small')).toBe('old\nfile\n');
    },
    minutes,
  );

  test(
    'a file that its own checker refuses: the old one stays',
    async () => {
      const before = await site.asRoot('bad1', 'cat /etc/sudoers.d/ops* /etc/sudoers; ls -A /etc/sudoers.d');
      const end = await play([
        {
          hosts: 'bad1',
          become: true,
          gather_facts: false,
          tasks: [
            {
              copy: {
                dest: '/etc/sudoers.d/broken',
                content: 'no such grammar\n',
                mode: '0440',
                validate: 'visudo -cf %s',
              },
            },
          ],
        },
      ]);
      expect(end.code).toBe(1);
      expect(await site.asRoot('bad1', 'cat /etc/sudoers.d/ops* /etc/sudoers; ls -A /etc/sudoers.d')).toBe(before);
    },
    minutes,
  );

  test(
    'an owner who does not exist',
    async () => {
      const end = await play([
        {
          hosts: 'bad1',
          become: true,
          gather_facts: false,
          tasks: [{ copy: { dest: '/etc/new-file', content: 'x', owner: 'nobody-here' } }],
        },
      ]);
      expect([end.code, failure(end)?.message]).toEqual([1, expect.stringContaining('nobody-here')]);
      expect(await site.asRoot('bad1', 'ls -A /etc | grep -c new-file || true')).toBe('0\n');
    },
    minutes,
  );

  test(
    'a policy without ssh is refused before anything is written',
    async () => {
      const before = await site.asRoot('bad1', 'iptables-save | grep -v "^#" || true');
      const end = await play([
        {
          hosts: 'bad1',
          become: true,
          gather_facts: false,
          tasks: [{ firewall: { backend: 'iptables', services: [{ name: 'web', port: 80 }] } }],
        },
      ]);
      expect([end.code, failure(end)?.code]).toEqual([1, 'lock-out']);
      expect(await site.asRoot('bad1', 'iptables-save | grep -v "^#" || true')).toBe(before);
    },
    minutes,
  );
});

test('trust shows the keys of a host, remembers them after a yes, and then they count', async () => {
  const file = join(site.directory, 'trusted');
  const options = ['-i', 'inventory/lab.yml', '-e', `ansible_ssh_common_args="-o UserKnownHostsFile=${file}"`];
  const refused = await site.rackwright('trust', 'good1', ...options);
  expect(refused).toMatchObject({ code: 2, stdout: expect.stringMatching(/SHA256:\S+ {2}ssh-ed25519 {2}unknown/) });
  expect(await site.rackwright('trust', 'good1', ...options, '--yes')).toMatchObject({ code: 0 });
  expect(await site.rackwright('exec', 'good1', ...options, '--', 'true')).toMatchObject({ code: 0 });
}, 60_000);

test('a failing command shows where it stands, its status and what it said', async () => {
  const end = await play([
    {
      hosts: 'good1',
      gather_facts: false,
      tasks: [{ name: 'fails', shell: { cmd: 'echo out; echo err >&2; exit 7', always: true } }],
    },
  ]);
  expect(end.code).toBe(1);
  expect(failure(end)).toMatchObject({ code: 'action-failed', exitCode: 7, stdout: 'out', stderr: 'err' });
});

function touch(hosts: string): readonly object[] {
  return [
    {
      hosts,
      become: true,
      gather_facts: false,
      tasks: [{ copy: { dest: '/etc/rackwright-was-here', content: 'yes\n' } }],
    },
  ];
}

async function play(plays: readonly object[], ...words: readonly string[]): Promise<PlayEnd> {
  await writeFile(join(site.directory, 'playbooks', 'bad.yml'), JSON.stringify(plays));
  const end = await site.rackwright(
    'run',
    'playbooks/bad.yml',
    '-i',
    'inventory/lab.yml',
    '--output',
    'json',
    ...words,
  );
  const lines = end.stdout.split('\n').filter((line) => line !== '');
  return { ...end, events: lines.map((line) => JSON.parse(line) as RunEvent) };
}

function failure(end: PlayEnd): { readonly code: string; readonly message: string } | undefined {
  return end.events.flatMap((event) =>
    event.type === 'task.finished' && event.outcome.status === 'failed' ? [event.outcome.failure] : [],
  )[0];
}

/** Why a host was given up: said by its last task, or by the host itself. */
function lost(end: PlayEnd, host: string): unknown {
  return end.events.flatMap((event) => {
    if (event.type === 'host.lost' && event.host === host && event.failure) return [event.failure];
    if (event.type !== 'task.finished' || event.host !== host) return [];
    return event.outcome.status === 'failed' || event.outcome.status === 'unreachable' ? [event.outcome.failure] : [];
  })[0];
}

function summaryOf(end: PlayEnd, host: string): string | undefined {
  const finish = end.events.find((event) => event.type === 'run.finished');
  return finish?.type === 'run.finished' ? finish.summary.hosts.find((each) => each.host === host)?.state : undefined;
}
