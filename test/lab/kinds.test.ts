import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RunEvent } from '../../src/reporter.ts';
import { labLogin } from '../support/lab-login.ts';
import { closeSite, openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';

// What needs real hosts, in one lab and one playbook, told in order. No container can be started inside of the lab's own: there a
// stand-in takes podman's place, which does what systemd sees of it (id file, message that it is ready, a process that goes on).

const minutes = 60_000;
const network = '198.18.50';
const inventory = `all:
  vars:
${labLogin}
  hosts:
    k1: {ansible_host: ${network}.21}
    k2: {ansible_host: ${network}.22}
`;
let site: Site;

beforeAll(async () => {
  site = await openSite(network, inventory);
  for (const words of [
    ['lab', 'up', '--yes'],
    ['vault', 'keygen'],
    ['ca', 'init', '--permit', 'k1.test'],
  ]) {
    const end = await site.rackwright(...words);
    if (end.code !== 0) throw new Error(end.stderr);
  }
  await site.asRoot(
    'k1',
    `cat >/usr/bin/podman <<'END'\n${standIn}\nEND\nchmod 755 /usr/bin/podman; command -v openssl >/dev/null || apt-get -qq install -y openssl >/dev/null 2>&1`,
  );
}, 15 * minutes);

afterAll(() => closeSite(site), 2 * minutes);

const standIn = `#!/bin/sh
case $1 in
run)
  for word; do case $word in --cidfile=*) echo 1 >"\${word#*=}" ;; --env-file=*) . "\${word#*=}" ;; esac; done
  printf "<%s>" "$@" >/run/podman-words; echo "$PASSWORD" >/run/podman-password
  sleep infinity &
  systemd-notify --ready --pid=$! ;;
esac`;

const wanted = (password: string): string => `- hosts: all
  become: true
  tasks:
    - block:
        - command: {cmd: "false", always: true}
      rescue:
        - copy: {content: "{{ ansible_failed_task.action }}\\n", dest: /root/rescued, mode: '0600'}
      always:
        - copy: {content: x, dest: /root/always, mode: '0600'}
    - copy: {content: "of {{ inventory_hostname }}\\n", dest: "/root/from-{{ inventory_hostname }}", mode: '0600'}
      delegate_to: k2
    - shell: {cmd: "echo once >>/root/once", always: true}
      run_once: true
    - shell: {cmd: "sleep 3; echo \\"$USER is done\\"", always: true}
      async: 60
      poll: 0
      register: job
    - meta: reset_connection
    - async_status: {jid: "{{ job.ansible_job_id }}"}
      register: done
      until: done.finished == 1
      retries: 60
      delay: 1
    - assert: {that: ["'is done' in done.stdout"]}
    - raw: {cmd: "echo raw by $USER", always: true}
      become: false
      register: said
    - assert: {that: ["said.stdout == 'raw by ops'"]}
    - archive: {path: /etc/ssh/sshd_config.d, dest: /root/ssh.tar.gz, mode: '0600'}
    - command: {cmd: cat /etc/ssh/ssh_host_ed25519_key.pub, always: true}
      delegate_to: k2
      register: host_key
      changed_when: false
    - ssh_known_host: {name: k2.test, key: "k2.test {{ host_key.stdout }}", path: /root/known_hosts}
- hosts: k1
  become: true
  tasks:
    - certificate:
        path: /etc/ssl/k1.crt
        key: /etc/ssl/private/k1.key
        names: [k1.test]
        authority: ../.rackwright/ca
        group: ssl-cert
        key_mode: '0640'
    - revocation_list: {path: /etc/ssl/k1.crl, authority: ../.rackwright/ca, group: ssl-cert}
    - container:
        name: app
        image: localhost/app@sha256:${'a'.repeat(64)}
        command: [serve, "a b", "50% $HOME"]
        ports: ["127.0.0.1:8080:80"]
        env: {PASSWORD: ${password}}
`;

test(
  'what is wanted is made',
  async () => {
    await site.asRoot('k1', 'getent group ssl-cert >/dev/null || groupadd ssl-cert');
    const events = await play(wanted('first-password'));
    expect(statuses(events, 'failed')).toEqual(['command', 'command']);
    const ask = (host: string, script: string): Promise<string> =>
      site.asRoot(host, script).then((text) => text.trim());
    expect(await ask('k1', 'cat /root/rescued /root/always')).toBe('command\nx');
    expect(await ask('k2', 'cat /root/from-k1 /root/from-k2')).toBe('of k1\nof k2');
    expect(await ask('k1', 'ls /root/from-* 2>/dev/null | wc -l')).toBe('0');
    const once = await Promise.all(['k1', 'k2'].map((host) => ask(host, 'cat /root/once 2>/dev/null || :')));
    expect(once.toSorted()).toEqual(['', 'once']);
    expect(
      await ask(
        'k2',
        'tar tzf /root/ssh.tar.gz >/dev/null && ssh-keygen -F k2.test -f /root/known_hosts | grep -c ed25519',
      ),
    ).toBe('1');

    expect(await ask('k1', 'stat -c "%a %U %G" /etc/ssl/k1.crt /etc/ssl/private/k1.key')).toBe(
      '644 root ssl-cert\n640 root ssl-cert',
    );
    const key = await ask(
      'k1',
      'openssl pkey -in /etc/ssl/private/k1.key -pubout; openssl x509 -in /etc/ssl/k1.crt -noout -pubkey',
    );
    expect(new Set(key.split('-----BEGIN PUBLIC KEY-----').map((half) => half.trim())).size).toBe(2);

    expect(await ask('k1', 'systemctl is-active container-app; systemctl is-enabled container-app')).toBe(
      'active\nenabled',
    );
    expect(await ask('k1', 'cat /run/podman-words')).toMatch(
      /<127\.0\.0\.1:8080:80>|<--publish=127\.0\.0\.1:8080:80>.*<serve><a b><50% \$HOME>$/,
    );
    expect(await ask('k1', 'cat /run/podman-password; stat -c %a /etc/containers/rackwright/app.env')).toBe(
      'first-password\n600',
    );
    expect(await ask('k1', 'grep -c first-password /etc/systemd/system/container-app.service || :')).toBe('0');
  },
  10 * minutes,
);

test(
  'a second run changes nothing but what always runs, and another password makes the container anew',
  async () => {
    const always = ['async_status', 'raw', 'shell'];
    const again = await play(wanted('first-password'));
    expect(statuses(again, 'changed').filter((kind) => !always.includes(kind))).toEqual([]);
    const before = await site.asRoot('k1', 'systemctl show -p InvocationID container-app');
    expect(statuses(await play(wanted('second-password')), 'changed')).toContain('container');
    expect(await site.asRoot('k1', 'cat /run/podman-password')).toBe('second-password\n');
    expect(await site.asRoot('k1', 'systemctl show -p InvocationID container-app')).not.toBe(before);
  },
  10 * minutes,
);

test(
  'a container goes with all that was made for it',
  async () => {
    await play('- {hosts: k1, become: true, tasks: [{container: {name: app, state: absent}}]}\n');
    const left =
      'systemctl is-active container-app; ls /etc/systemd/system/container-* /etc/containers/rackwright/app.env 2>/dev/null | wc -l';
    expect(await site.asRoot('k1', `{ ${left}; } || :`)).toBe('inactive\n0\n');
  },
  5 * minutes,
);

async function play(text: string): Promise<readonly RunEvent[]> {
  await writeFile(join(site.directory, 'playbooks', 'kinds.yml'), text);
  const end = await site.rackwright('run', 'playbooks/kinds.yml', '-i', 'inventory/lab.yml', '-o', 'json');
  if (end.code !== 0) throw new Error(end.stdout + end.stderr);
  return end.stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as RunEvent);
}

/** The kinds of the tasks that ended so, sorted. */
function statuses(events: readonly RunEvent[], status: string): readonly string[] {
  return events
    .flatMap((event) => (event.type === 'task.finished' && event.outcome.status === status ? [event.task.kind] : []))
    .toSorted();
}
