import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { labLogin } from '../support/lab-login.ts';
import { closeSite, openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';

// Accounts are made together with each other and with what belongs to them (docs/adr/004), which only a real host can show.

const minutes = 60_000;
const network = '198.18.79';
const inventory = `all:
  vars:
${labLogin}
  hosts:
    acc1: {ansible_host: ${network}.21}
`;
let site: Site;

beforeAll(async () => {
  site = await openSite(network, inventory);
  const up = await site.rackwright('lab', 'up', '--yes');
  if (up.code !== 0) throw new Error(up.stderr);
}, 10 * minutes);

afterAll(async () => {
  await closeSite(site);
}, 2 * minutes);

const wanted = `
    - group: {name: makers, gid: 3900}
    - group: {name: readers, gid: 3901}
    - user: {name: one, uid: 3910, group: makers, home: /srv/one, create_home: false, shell: /usr/sbin/nologin}
    - user: {name: two, uid: 3911, group: makers, home: /srv/two, comment: The second}
    - user: {name: three, uid: 3912, home: /srv/three, create_home: false}
    - user: {name: four, group: makers, groups: [readers]}
    - directory: {path: /srv/work, owner: one, group: makers, mode: '0750'}
    - copy: {dest: /srv/work/note, content: "hello\\n", owner: three, group: three, mode: '0640'}
    - directory: {path: /srv/left, owner: two, group: makers, mode: '0700'}`;

test(
  'accounts and what belongs to them come to be, and stay',
  async () => {
    // What has lain there under a number that gets its name only now is right as soon as that is there.
    await site.asRoot('acc1', 'mkdir /srv/left && chown 3911:3900 /srv/left && chmod 0700 /srv/left');
    expect(await play(wanted)).toEqual([...Array<string>(8).fill('changed'), 'ok']);
    expect(
      await site.asRoot(
        'acc1',
        "getent passwd one two three | cut -d: -f1,3-; id -nG four; stat -c '%n %U:%G %a' /srv/work /srv/work/note /srv/left /srv/two",
      ),
    ).toBe(`one:3910:3900::/srv/one:/usr/sbin/nologin
two:3911:3900:The second:/srv/two:/bin/sh
three:3912:3912::/srv/three:/bin/sh
makers readers
/srv/work one:makers 750
/srv/work/note three:three 640
/srv/left two:makers 700
/srv/two two:makers 755
`);
    expect(await play(wanted)).toEqual(Array<string>(9).fill('ok'));
  },
  3 * minutes,
);

test(
  'behind an account that cannot be made nothing is done',
  async () => {
    const outcomes = await play(`
    - group: {name: fine, gid: 3950}
    - user: {name: good, uid: 3960, group: fine, home: /srv/good, create_home: false}
    - user: {name: bad, uid: 3910, group: fine, home: /srv/bad, create_home: false}
    - user: {name: never, uid: 3961, group: fine, home: /srv/never, create_home: false}
    - directory: {path: /srv/never, owner: good}`);
    expect(outcomes).toEqual(['changed', 'changed', 'failed']);
    expect(await site.asRoot('acc1', 'getent passwd good bad never | cut -d: -f1; ls /srv | grep never; :')).toBe(
      'good\n',
    );
  },
  3 * minutes,
);

test(
  'a service that only idles counts as started, one that dies does not',
  async () => {
    const unit = (name: string, command: string): string => `
    - systemd_unit:
        name: ${name}
        content: |
          [Service]
          ExecStart=/bin/sh -c '${command}'
          [Install]
          WantedBy=multi-user.target
        enabled: true
        started: true`;
    expect(await play(unit('idle', 'exec sleep infinity'))).toEqual(['changed']);
    expect(await play(unit('dying', 'sleep 0.2; echo no such database >&2; exit 1'))).toEqual(['failed']);
    expect(await play(unit('busy', 'while :; do :; done & sleep 0.6; kill $!; exit 1'))).toEqual(['failed']);
    expect(await site.asRoot('acc1', 'systemctl is-active idle dying busy; :')).toBe('active\nfailed\nfailed\n');
  },
  3 * minutes,
);

async function play(tasks: string): Promise<readonly string[]> {
  const playbook = `- hosts: all\n  become: true\n  tasks:${tasks}\n`;
  await writeFile(join(site.directory, 'playbooks', 'site.yml'), playbook);
  const { events, stderr } = await site.play('run');
  const outcomes = events.flatMap((event) => (event.type === 'task.finished' ? [event.outcome.status] : []));
  if (outcomes.length === 0) throw new Error(stderr);
  return outcomes;
}
