import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Outcome, RunEvent } from '../../src/reporter.ts';
import { exampleKey } from '../support/example-key.ts';
import { labLogin } from '../support/lab-login.ts';
import { labMachine } from '../support/lab-machine.ts';
import { closeSite, openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';

// One real host, told in order: each test stands on the ones before. The lab's kernel takes no swap file and no modules, and there
// are no block devices: how swap is taken into use and modules are loaded is shown by case files only.

const minutes = 60_000;
const network = '198.18.78';
const inventory = `all:
  vars:
${labLogin}
  hosts:
    sys1: {ansible_host: ${network}.21}
`;
const server = createServer((_, response) => response.end(exampleKey.armored));
let site: Site;
let keyAddress: string;

beforeAll(async () => {
  site = await openSite(network, inventory);
  const up = await site.rackwright('lab', 'up', '--yes');
  if (up.code !== 0) throw new Error(up.stderr);
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  keyAddress = `http://${network}.1:${(server.address() as AddressInfo).port}/key.asc`;
  await site.asRoot('sys1', makeRepository);
}, 15 * minutes);

afterAll(async () => {
  server.close();
  await closeSite(site);
}, 2 * minutes);

/** git comes with it, because the repository lies on the host itself. */
const makeRepository = `apt-get -qq install git gpg locales >/dev/null 2>&1
git init -q -b trunk /srv/repo && cd /srv/repo && git config user.email a@example.org && git config user.name a
echo 1 >file && git add file && git commit -qm one && git tag v1 && echo 2 >file && git commit -qam two`;

const wanted = (): string => `- hosts: all
  become: true
  tasks:
    - timezone: Europe/Berlin
    - locale: {name: [de_DE.UTF-8], default: de_DE.utf8}
    - systemd_unit:
        name: app
        content: |
          [Service]
          ExecStart=/bin/sleep infinity
          [Install]
          WantedBy=multi-user.target
        enabled: true
        started: true
    - systemd_unit: {name: app, dropin: limits, content: "[Service]\\nLimitNOFILE=12345\\n"}
    - systemd_unit: {name: worker@, content: "[Service]\\nExecStart=/bin/sleep %i\\n"}
    - sudoers: {name: deploy, user: nobody, commands: [/usr/bin/systemctl restart app], nopassword: true}
    - sshd_config: {options: {PermitRootLogin: false, MaxAuthTries: 3, AllowUsers: [ops, root], LoginGraceTime: 2m}}
    - sshd_config: {path: /etc/ssh/sshd_config, options: {X11Forwarding: false}}
    - mount: {path: /srv/fast, src: tmpfs, fstype: tmpfs, opts: "size=4m,nosuid,nodev,noexec"}
    - mount: {path: /srv/alias, src: /var/cache, fstype: none, opts: bind}
    - command: {cmd: truncate -s 20M /var/disk.img, creates: /var/disk.img}
    - filesystem: {dev: /var/disk.img, fstype: ext4, opts: -L data}
    - kernel_module: {name: floppy, state: absent, blacklist: true}
    - apt_key: {name: example, url: "${keyAddress}", fingerprint: ${exampleKey.fingerprint}}
    - apt_repository:
        name: example
        uris: https://deb.example.org/debian
        suites: bookworm
        components: main
        signed_by: /etc/apt/keyrings/example.gpg
        enabled: false
    - git: {repo: /srv/repo, dest: /srv/tagged, version: v1, depth: 1}
    - git: {repo: /srv/repo, dest: /srv/head}
`;

test(
  'what is wanted is made, as the host’s own tools see it',
  async () => {
    const outcomes = await play('run', wanted());
    expect(outcomes.filter(({ status }) => status !== 'changed')).toEqual([]);
    const ask = (script: string): Promise<string> => site.asRoot('sys1', script).then((text) => text.trim());
    expect(
      await ask('date +%Z -d 2026-01-01; cat /etc/timezone; locale -a | grep de_; cat /etc/default/locale | grep LANG'),
    ).toBe('CET\nEurope/Berlin\nde_DE.utf8\nLANG=de_DE.utf8');
    expect(
      await ask(
        'systemctl is-active app; systemctl is-enabled app; systemctl show -p NeedDaemonReload,LimitNOFILE app',
      ),
    ).toBe('active\nenabled\nLimitNOFILE=12345\nNeedDaemonReload=no');
    expect(await ask('sudo -l -U nobody | tail -n 1; stat -c "%a %U" /etc/sudoers.d/deploy')).toMatch(
      /NOPASSWD: \/usr\/bin\/systemctl restart app\n440 root$/,
    );
    expect(await ask('sshd -T | grep -E "^(permitrootlogin|maxauthtries|x11forwarding|allowusers)" | sort')).toBe(
      'allowusers ops\nallowusers root\nmaxauthtries 3\npermitrootlogin no\nx11forwarding no',
    );
    expect(
      await ask(
        'findmnt -n -o FSTYPE,OPTIONS /srv/fast; findmnt --verify >/dev/null; stat -c %i /srv/alias /var/cache | uniq | wc -l',
      ),
    ).toBe('tmpfs  rw,nosuid,nodev,noexec,relatime,size=4096k\n1');
    expect(await ask('blkid -p -s TYPE -s LABEL -o value /var/disk.img')).toBe('data\next4');
    expect(await ask('gpg --show-keys --with-colons /etc/apt/keyrings/example.gpg 2>/dev/null | grep ^fpr')).toContain(
      exampleKey.fingerprint,
    );
    expect(
      await ask('cat /srv/tagged/file /srv/head/file; git -c safe.directory=* -C /srv/head branch --show-current'),
    ).toBe('1\n2\ntrunk');
  },
  10 * minutes,
);

test(
  'a second run finds nothing to do',
  async () => {
    const outcomes = await play('run', wanted());
    expect(outcomes.filter(({ status }) => status !== 'ok')).toEqual([]);
  },
  3 * minutes,
);

const harmful = (): readonly (readonly [task: string, why: string])[] => [
  ['sudoers: {name: deploy, content: "deploy ALL=(ALL NOPASSWD: ALL"}', 'the check refused'],
  ['sudoers: {name: twice, content: "User_Alias A = root\\nUser_Alias A = nobody"}', 'the check refused'],
  ['sshd_config: {options: {MaxAuthTries: lots}}', 'sshd refuses the options'],
  ['sshd_config: {options: {AllowUsers: [root]}}', 'AllowUsers does not name ops'],
  ['sshd_config: {options: {Port: 2222}}', 'it would listen on port 2222'],
  ['sshd_config: {path: /etc/ssh/sshd_config.d/50-late.conf, options: {MaxAuthTries: 9}}', 'the check refused'],
  ['systemd_unit: {name: bad, content: "[Service]\\nExecStart=/opt/nothing\\n"}', 'is not executable'],
  ['systemd_unit: {name: app, dropin: limits, content: "[Service]\\nLimitNOFLE=1\\n"}', 'the check refused'],
  ['mount: {path: /etc, src: tmpfs, fstype: tmpfs}', '/etc holds files'],
  ['mount: {path: /srv/new, src: /dev/none, fstype: ext4}', 'could not mount /srv/new'],
  ['filesystem: {dev: /var/disk.img, fstype: xfs}', 'holds ext4, and is not formatted'],
  ['swap: {path: /var/disk.img, size: 20M}', 'is neither overwritten nor removed'],
  ['swap: {path: /var/disk.img, state: absent}', 'is neither overwritten nor removed'],
  [`apt_key: {name: example, url: "${keyAddress}", fingerprint: ${'A'.repeat(40)}}`, 'the address gave other keys'],
  ['git: {repo: /srv/repo, dest: /srv/head, version: v1}', 'files in /srv/head were changed'],
  ['git: {repo: /srv/repo, dest: /etc}', 'is no checkout of git'],
];

test(
  'what would do harm is refused, and leaves everything as it was',
  async () => {
    await site.asRoot('sys1', 'echo mine >/srv/head/file');
    const before = await site.asRoot('sys1', everything);
    const tasks = harmful().map(([task]) => `    - ${task}\n      ignore_errors: true\n`);
    const outcomes = await play('run', `- hosts: all\n  become: true\n  tasks:\n${tasks.join('')}`);
    const reasons = outcomes.map((outcome) => (outcome.status === 'failed' ? outcome.failure.message : outcome.status));
    expect(reasons).toEqual(harmful().map(([, why]): unknown => expect.stringContaining(why)));
    expect(await site.asRoot('sys1', everything)).toBe(before);
  },
  3 * minutes,
);

/** Digests of all that these tasks are about. */
const everything = `cd / && { find etc/ssh etc/sudoers.d etc/systemd/system etc/fstab etc/apt srv/head/file -type f | sort | xargs sha256sum
find etc/ssh etc/sudoers.d etc/systemd/system etc/apt | sort; sha256sum var/disk.img; cut -d ' ' -f 4- /proc/self/mountinfo; }`;

test(
  'what is not wanted any more goes',
  async () => {
    const tasks = `
    - systemd_unit: {name: app, state: absent}
    - systemd_unit: {name: app, dropin: limits, state: absent}
    - systemd_unit: {name: worker@, state: absent}
    - sudoers: {name: deploy, state: absent}
    - sshd_config: {options: {AllowUsers: x, PermitRootLogin: x, MaxAuthTries: 1, LoginGraceTime: 1}, state: absent}
    - mount: {path: /srv/fast, src: tmpfs, fstype: tmpfs, opts: "size=8m,nosuid,nodev,noatime"}
    - mount: {path: /srv/alias, state: absent}
    - locale: {name: [de_DE.UTF-8], state: absent}
    - kernel_module: {name: floppy, state: absent, blacklist: false}
    - apt_repository: {name: example, state: absent}
    - apt_key: {name: example, file: gpg, state: absent}
    - git: {repo: /srv/repo, dest: /srv/head, version: v1, force: true}
`;
    const text = `- hosts: all\n  become: true\n  tasks:${tasks}`;
    expect((await play('run', text)).map(({ status }) => status)).toEqual(Array(12).fill('changed'));
    expect((await play('verify', text)).filter(({ status }) => status !== 'ok')).toEqual([]);
    const left = await site.asRoot(
      'sys1',
      'ls /etc/sudoers.d /etc/ssh/sshd_config.d /etc/apt/keyrings /etc/modprobe.d | grep -E "deploy|rackwright|example|floppy"; cat /srv/head/file; findmnt -n -o OPTIONS /srv/fast; systemctl show -p LoadState --value app',
    );
    expect(left).toBe('1\nrw,nosuid,nodev,noatime,size=8192k\nnot-found\n');
  },
  5 * minutes,
);

test(
  'an interface gets its addresses and routes, and loses them; a second program for it is refused',
  async () => {
    await site.asRoot(
      'sys1',
      'ip link add v0 type veth peer name v1; ip link set v1 up; systemctl start systemd-networkd',
    );
    const described = (more: string): string =>
      `- hosts: all\n  become: true\n  tasks:\n    - network_interface: {name: v0, ${more}}\n`;
    const there = described(
      'addresses: [192.0.2.10/24, "2001:db8::10/64"], routes: [{to: 10.20.0.0/16, via: 192.0.2.1}], mtu: 1400',
    );
    expect((await play('run', there)).map(({ status }) => status)).toEqual(['changed']);
    expect((await play('verify', there)).map(({ status }) => status)).toEqual(['ok']);
    const shown = await site.asRoot(
      'sys1',
      'ip -o addr show dev v0 scope global | awk "{ print \\$4 }"; ip route show dev v0 10.20.0.0/16; cat /sys/class/net/v0/mtu',
    );
    expect(shown).toBe('192.0.2.10/24\n2001:db8::10/64\n10.20.0.0/16 via 192.0.2.1 proto static \n1400\n');
    const [refused] = await play('run', described('backend: netplan, addresses: [192.0.2.11/24]'));
    expect(refused).toMatchObject({ failure: { message: expect.stringContaining('v0 is set up by networkd') } });
    expect((await play('run', described('state: absent'))).map(({ status }) => status)).toEqual(['changed']);
    expect(await site.asRoot('sys1', 'ip -o addr show dev v0 scope global; ls /etc/systemd/network')).toBe('');
  },
  3 * minutes,
);

/** An image of one program. A lab host is a container itself: its cgroups are read-only, and nothing can be stacked on its files. */
const makeImage = `apt-get -qq install --no-install-recommends podman crun conmon busybox-static >/dev/null 2>&1
mkdir -p /srv/image/bin /srv/image/proc /srv/image/dev /srv/image/sys /srv/image/etc /srv/image/tmp /srv/image/run && cp /bin/busybox /srv/image/bin
ln -s busybox /srv/image/bin/sleep && tar -C /srv/image -cf /srv/image.tar .
printf '[storage]\\ndriver = "vfs"\\nrunroot = "/run/containers/storage"\\ngraphroot = "/var/lib/containers/storage"\\n' >/etc/containers/storage.conf
printf '[engine]\\nruntime = "crun"\\n' >/etc/containers/containers.conf
podman import /srv/image.tar localhost/tiny:1 >/dev/null 2>&1`;

test(
  'a container runs, is left alone, and is made anew when its definition is another',
  async () => {
    await site.asRoot('sys1', makeImage);
    const container = (rest: string): string =>
      `- hosts: all\n  become: true\n  tasks:\n    - container: {name: app, ${rest}}\n`;
    const running = (seconds: number): string =>
      container(
        `image: "localhost/tiny:1", pull: never, command: [/bin/sleep, "${seconds}"], network: host, options: ["--cgroups=disabled", "--security-opt=seccomp=unconfined"]`,
      );
    const runs = (): Promise<string> =>
      site.asRoot('sys1', 'systemctl is-active container-app; podman exec app /bin/busybox ps -o args | grep sleep');
    expect((await play('run', running(3600))).map(({ status }) => status)).toEqual(['changed']);
    expect(await runs()).toBe('active\n/bin/sleep 3600\n');
    expect((await play('verify', running(3600))).map(({ status }) => status)).toEqual(['ok']);
    expect((await play('run', running(3601))).map(({ status }) => status)).toEqual(['changed']);
    expect(await runs()).toBe('active\n/bin/sleep 3601\n');
    expect((await play('run', container('state: absent'))).map(({ status }) => status)).toEqual(['changed']);
    expect(await site.asRoot('sys1', 'podman ps -aq; ls /etc/systemd/system | grep container; :')).toBe('');
  },
  5 * minutes,
);

test(
  'a host that OpenRC has started keeps its services by it',
  async () => {
    const machine = await labMachine(site, 'sys1');
    await machine.root('apt-get -qq install openrc cron >/dev/null 2>&1; ln -sfn /sbin/openrc-init /sbin/init');
    await machine.powerCut();
    await machine.root('until rc-service ssh status >/dev/null 2>&1; do sleep 0.5; done');
    const service = (more: string): string =>
      `- hosts: all\n  become: true\n  tasks:\n    - service: {name: cron, ${more}}\n`;
    const seen = (): Promise<string> =>
      site.asRoot('sys1', 'pgrep -c cron; test -e /etc/runlevels/default/cron && echo enabled; :');
    await play('run', service('state: stopped, enabled: false'));
    expect(await seen()).toBe('0\n');
    const wish = service('state: started, enabled: true');
    expect((await play('run', wish)).map(({ status }) => status)).toEqual(['changed']);
    expect(await seen()).toBe('1\nenabled\n');
    expect((await play('verify', wish)).map(({ status }) => status)).toEqual(['ok']);
    const before = await site.asRoot('sys1', 'pgrep cron');
    expect((await play('run', service('state: restarted'))).map(({ status }) => status)).toEqual(['changed']);
    expect(await site.asRoot('sys1', 'pgrep cron')).not.toBe(before);
  },
  5 * minutes,
);

async function play(command: 'run' | 'verify', playbook: string): Promise<readonly Outcome[]> {
  await writeFile(join(site.directory, 'playbooks', 'site.yml'), playbook);
  const { events, stderr } = await site.play(command);
  const outcomes = events.flatMap((event: RunEvent) => (event.type === 'task.finished' ? [event.outcome] : []));
  if (outcomes.length === 0) throw new Error(stderr);
  return outcomes;
}
