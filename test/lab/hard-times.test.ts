import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Failure, RunEvent } from '../../src/reporter.ts';
import { labLogin } from '../support/lab-login.ts';
import { closeSite, openSite } from '../support/site.ts';
import type { ProgramEnd, Site } from '../support/site.ts';

// Hosts on which something is full, forbidden or killed, and hosts that two controllers want at once.

const minutes = 60_000;
const network = '198.18.60';
const inventory = `all:
  vars:
${labLogin}
  hosts:
    hard1: {ansible_host: ${network}.61}
`;
let site: Site;

beforeAll(async () => {
  site = await openSite(network, inventory);
  const up = await site.rackwright('lab', 'up', '--yes');
  if (up.code !== 0) throw new Error(up.stderr);
  for (const [name, size] of [
    ['small', 100_000],
    ['large', 400_000],
  ] as const)
    writeFileSync(join(site.directory, name), 'x'.repeat(size));
  writeFileSync(join(site.directory, 'hello.sh'), '#!/bin/sh\necho hello\n');
}, 15 * minutes);

afterAll(() => closeSite(site), 2 * minutes);

async function run(
  name: string,
  tasks: string,
  ...words: readonly string[]
): Promise<ProgramEnd & { readonly failures: readonly Failure[] }> {
  const file = `${name}.yml`;
  writeFileSync(join(site.directory, file), `- hosts: all\n  become: true\n  gather_facts: false\n${tasks}`);
  const end = await site.rackwright('run', file, '-i', 'inventory/lab.yml', '-o', 'json', ...words);
  const events = end.stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as RunEvent);
  const failures = events.flatMap((event) =>
    event.type === 'task.finished' && 'failure' in event.outcome ? [event.outcome.failure] : [],
  );
  return { ...end, failures };
}

const root = (script: string): Promise<string> => site.asRoot('hard1', script);

/** Each makes /srv/place with a file `conf` that says `old`. */
const places = {
  full: 'mount -t tmpfs -o size=64k tmpfs /srv/place; echo old >/srv/place/conf; dd if=/dev/zero of=/srv/place/fill bs=1k 2>/dev/null; true',
  'without inodes': 'mount -t tmpfs -o nr_inodes=2 tmpfs /srv/place; echo old >/srv/place/conf',
  'read-only': 'mount -t tmpfs tmpfs /srv/place; echo old >/srv/place/conf; mount -o remount,ro /srv/place',
  'checked by what is killed': 'mount -t tmpfs tmpfs /srv/place; echo old >/srv/place/conf',
  'in use as a mount point':
    'mount -t tmpfs tmpfs /srv/place; echo old >/srv/place/conf; mount --bind /srv/place/conf /srv/place/conf',
};

const cases: readonly (readonly [keyof typeof places, string, RegExp, RegExp | undefined])[] = [
  [
    'full',
    'copy: {src: small, dest: /srv/place/conf}',
    /^could not write \/srv\/place\/conf: .*the old one is intact \(cat: write error: No space left on device\)/,
    /the file system is full/,
  ],
  [
    'full',
    'copy: {src: large, dest: /srv/place/conf}',
    /there is no room for it in \/srv\/place; the old content is intact/,
    undefined,
  ],
  [
    'without inodes',
    'copy: {content: new, dest: /srv/place/conf}',
    /no file can be made in \/srv\/place .*No space left on device/,
    /of files \(`df -i`\)/,
  ],
  [
    'read-only',
    'copy: {content: new, dest: /srv/place/conf}',
    /no file can be made in \/srv\/place .*Read-only file system/,
    /mounted read-only/,
  ],
  [
    'read-only',
    'line: {path: /srv/place/conf, line: more}',
    /no file can be made in \/srv\/place .*Read-only file system/,
    /mounted read-only/,
  ],
  [
    'read-only',
    'file: {path: /srv/place/conf, state: absent}',
    /could not remove \/srv\/place\/conf: .*Read-only file system/,
    /mounted read-only/,
  ],
  [
    'read-only',
    "file: {path: /srv/place/conf, mode: '0600'}",
    /could not set the mode of \/srv\/place\/conf: .*Read-only file system/,
    /mounted read-only/,
  ],
  [
    'in use as a mount point',
    'copy: {content: new, dest: /srv/place/conf}',
    /\/srv\/place\/conf: cannot be replaced; the old content is intact .*busy/,
    /something uses it/,
  ],
  [
    'checked by what is killed',
    "copy: {content: new, dest: /srv/place/conf, validate: 'kill -9 $$; test %s'}",
    /\/srv\/place\/conf: the check was killed by signal 9 before it could judge; the old content is intact/,
    /memory ran out/,
  ],
];

test.each(cases)(
  'a place that is %s: %s fails with path and reason, and the old content is as it was',
  async (place, task, message, hint) => {
    await root(`mkdir -p /srv/place; ${places[place]}`);
    try {
      const before = await root('find /srv/place -printf "%p %m %U %s\\n"; md5sum /srv/place/conf');
      const { code, failures } = await run('place', `  tasks:\n    - ${task}\n`);
      expect({ code, failures }).toMatchObject({ code: 1, failures: [{ message: expect.stringMatching(message) }] });
      if (hint !== undefined) expect(failures[0]?.hint).toMatch(hint);
      expect(await root('find /srv/place -printf "%p %m %U %s\\n"; md5sum /srv/place/conf')).toBe(before);
    } finally {
      await root('umount -R /srv/place; umount -R /srv/place 2>/dev/null; true');
    }
  },
  minutes,
);

const notifying = `  tasks:
    - copy: {content: new, dest: /srv/noted}
      notify: h
  handlers:
    - name: h
      command: {argv: ["true"], always: true}
`;

test(
  'where nothing can be kept no change is made that needs it, and nothing half is left',
  async () => {
    const fill = 'dd if=/dev/zero of=/var/lib/rackwright/fill bs=1k 2>/dev/null; true';
    await root(
      `mkdir -p /var/lib/rackwright; mount -t tmpfs -o size=12k tmpfs /var/lib/rackwright; echo old >/srv/noted; ${fill}`,
    );
    const guarded = '  tasks:\n    - sshd_config: {options: {MaxAuthTries: 5}}\n';
    const state =
      'find /var/lib/rackwright ! -name owed; find /var/lib/rackwright/owed -type f; cat /srv/noted /etc/ssh/sshd_config | md5sum; ls /etc/ssh/sshd_config.d /etc/systemd/system; systemctl list-timers --all | grep -c rackwright; true';
    const before = await root(state);
    const [noted, armed] = [await run('noted', notifying), await run('armed', guarded)];
    expect(noted.failures).toMatchObject([
      {
        message: expect.stringMatching(
          /the handlers that this notifies cannot be noted \(cat: .*No space left on device\)/,
        ),
        hint: expect.stringContaining('full'),
      },
    ]);
    expect(armed.failures).toMatchObject([
      {
        message: expect.stringMatching(
          /nothing was changed: nothing can be kept in \/var\/lib\/rackwright\/guard\/\w+ \(.*No space left on device\)/,
        ),
      },
    ]);
    expect(await root(state)).toBe(before);
    await root('mount -o remount,ro /var/lib/rackwright');
    expect((await run('noted', notifying)).failures[0]?.message).toContain('Read-only file system');
    expect((await run('armed', guarded)).failures[0]?.message).toContain('Read-only file system');
    await root('mount -o remount,rw /var/lib/rackwright; umount /var/lib/rackwright; rm -f /srv/noted');
  },
  2 * minutes,
);

test(
  'full or noexec directories for temporary files: what needs none works, what needs them says where there is no room',
  async () => {
    await root('for d in /tmp /var/tmp /dev/shm; do mount -t tmpfs -o size=4k,noexec tmpfs $d; done');
    const works = await run(
      'noexec',
      '  tasks:\n    - copy: {content: new, dest: /srv/new}\n    - line: {path: /srv/new, line: more}\n',
    );
    expect(works.failures).toEqual([]);
    const script = await run('script', '  tasks:\n    - script: {cmd: hello.sh, always: true}\n');
    expect(script.failures).toMatchObject([
      { stderr: expect.stringMatching(/\/tmp\/\S+: Permission denied/), hint: expect.stringContaining('noexec') },
    ]);
    await root('for d in /tmp /var/tmp /dev/shm; do dd if=/dev/zero of=$d/fill bs=1k 2>/dev/null; done; true');
    const { failures } = await run('no-room', '  tasks:\n    - copy: {src: small, dest: /srv/new}\n');
    expect(failures).toMatchObject([
      {
        message: expect.stringMatching(
          /^could not write \/srv\/new: \/dev\/shm: the standard input cannot be kept there \(cat: write error: No space left on device\)/,
        ),
      },
    ]);
    expect(await root('cat /srv/new; find /srv /tmp /var/tmp /dev/shm -name "*rackwright*"')).toBe('new\nmore\n');
    await root('umount /tmp /var/tmp /dev/shm; rm /srv/new');
  },
  2 * minutes,
);

test(
  'a clock that was wrong by a year: locks, notes and package lists from the future stop nothing',
  async () => {
    await root(
      'mkdir -p /run/rackwright; touch -d "next year" /run/rackwright /run/rackwright/lock /var/lib/apt/lists /var/lib/apt/lists/*; touch -d "next year" /etc/hosts',
    );
    const { failures, code } = await run(
      'clock',
      '  tasks:\n    - line: {path: /etc/hosts, line: 192.0.2.9 nine}\n    - command: {argv: ["true"], always: true}\n',
    );
    expect([code, failures]).toEqual([0, []]);
    await root('find /run/rackwright /var/lib/apt/lists -exec touch {} +');
  },
  minutes,
);

describe('two controllers at once', () => {
  /** Each task says when it begins and ends; whoever comes between is seen. */
  const tasks = `  tasks:
    - command: {argv: [sh, -c, "echo {{ who }} begins >>/srv/turns; sleep 0.3; echo {{ who }} ends >>/srv/turns"], always: true}
      loop: [1, 2, 3]
      notify: told
    - copy: {content: "{{ who }}", dest: /srv/whose}
      notify: told
  handlers:
    - name: told
      command: {argv: [sh, -c, "sleep 0.2; echo {{ who }} told >>/srv/turns"], always: true}
`;
  const turns = async (): Promise<readonly string[]> =>
    (await root('cat /srv/turns; rm -f /srv/turns'))
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0] ?? '');
  const uninterrupted = (names: readonly string[]): readonly string[] =>
    names.filter((name, index) => name !== names[index - 1]);

  test(
    'never come between each other, handlers included',
    async () => {
      const ends = await Promise.all(['anna', 'bert', 'cleo'].map((who) => run(who, tasks, '-e', `who=${who}`)));
      expect(ends.map((end) => end.code)).toEqual([0, 0, 0]);
      const seen = await turns();
      expect(uninterrupted(seen)).toHaveLength(3);
      expect(seen).toHaveLength(21);
    },
    2 * minutes,
  );

  test(
    'who does not wait is refused and told by whom; a killed owner holds nobody for longer than what it had begun',
    async () => {
      const bin = join(import.meta.dirname, '../../bin/rackwright.js');
      writeFileSync(
        join(site.directory, 'long.yml'),
        '- hosts: all\n  become: true\n  gather_facts: false\n  tasks:\n    - command: {argv: [sh, -c, "echo anna begins >>/srv/turns; sleep 60; echo anna ends >>/srv/turns"], always: true}\n',
      );
      const owner = spawn(process.execPath, [bin, 'run', 'long.yml', '-i', 'inventory/lab.yml'], {
        cwd: site.directory,
        stdio: 'ignore',
      });
      while ((await root('cat /srv/turns 2>/dev/null; true')) === '') await delay(100);
      const refused = await run('bert', tasks, '-e', 'who=bert', '--lock-wait', '0');
      expect([refused.code, refused.failures[0]?.code, refused.failures[0]?.message]).toEqual([
        3,
        'locked',
        expect.stringContaining('long.yml'),
      ]);
      const plan = await site.rackwright('plan', 'bert.yml', '-i', 'inventory/lab.yml', '-e', 'who=bert');
      expect(plan.code).toBe(0);
      owner.kill('SIGKILL');
      const begun = Date.now();
      const next = await run('cleo', tasks, '-e', 'who=cleo');
      expect([next.code, Date.now() - begun < 40_000]).toEqual([0, true]);
      expect(uninterrupted(await turns())).toEqual(['anna', 'cleo']);
    },
    3 * minutes,
  );
});
