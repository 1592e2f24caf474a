// What the benchmark's hosts should be like: 50 tasks a part, of the kinds that a server's playbook is made of. The
// playbook and the hand-written script check the same things.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Writes `site.yml` with its templates and files, and `floor.sh`, which checks the same by hand.
 * @param {string} directory
 * @param {number} count a multiple of 50
 */
export function writeWorkload(directory, count) {
  const parts = Array.from({ length: count / 50 }, (_, part) => partOf(part));
  const all = (kind) => parts.flatMap((part) => part[kind]);
  const tasks = parts.flatMap(tasksOf);
  write(join(directory, 'site.yml'), playbook(tasks));
  for (const { name, template } of all('templates')) write(join(directory, 'templates', name), template);
  for (const { name, content } of all('files')) write(join(directory, 'files', name), content);
  write(join(directory, 'floor.sh'), floorScript(all));
  return tasks.length;
}

/** Variables of the group `all`, which the templates use. */
export const variables = { domain: 'example.org', workers: 8, upstreams: ['10.0.0.1', '10.0.0.2', '10.0.0.3'] };

function partOf(part) {
  const numbers = (amount) => Array.from({ length: amount }, (_, index) => part * amount + index);
  return {
    directories: numbers(5).map((n) => ({ path: n === 0 ? '/etc/scale' : `/srv/scale-d${n}` })),
    templates: numbers(10).map((n) => templateOf(n)),
    files: numbers(10).map((n) => ({ name: `file${n}`, path: `/etc/scale/file${n}`, content: filler(n, 64) })),
    lines: numbers(5).map((n) => ({ path: `/etc/scale/lines${n % 5}`, line: `option${n} = ${n}` })),
    sysctls: numbers(5).map((n) => ({ name: sysctlNames[n], file: `/etc/sysctl.d/70-scale-${n}.conf` })),
    groups: numbers(2).map((n) => ({ name: `scale-g${n}`, gid: 3000 + n })),
    users: numbers(3).map((n) => ({ name: `scale-u${n}`, uid: 4000 + n })),
    packages: numbers(5).map((n) => installed[n]),
    services: numbers(2).map((n) => services[n % services.length]),
    commands: numbers(3).map((n) => ({ creates: `/var/lib/scale-made${n}` })),
  };
}

function tasksOf(part) {
  return [
    ...part.directories.map(({ path }) => `directory: {path: ${path}, mode: "0755"}`),
    ...part.groups.map(({ name, gid }) => `group: {name: ${name}, gid: ${gid}}`),
    ...part.users.map(({ name, uid }) => `user: {name: ${name}, uid: ${uid}, shell: /bin/sh, create_home: false}`),
    ...part.packages.map((name) => `package: {name: ${name}}`),
    ...part.templates.map(({ name, path }) => `template: {src: ${name}, dest: ${path}, mode: "0644"}`),
    ...part.files.map(({ name, path }) => `copy: {src: ${name}, dest: ${path}, mode: "0644"}`),
    ...part.lines.map(({ path, line }) => `line: {path: ${path}, line: "${line}", create: true}`),
    ...part.sysctls.map(({ name, file }) => `sysctl: {name: ${name}, value: 0, sysctl_file: ${file}}`),
    ...part.services.map((name) => `service: {name: ${name}, state: started}`),
    ...part.commands.map(({ creates }) => `command: {cmd: touch ${creates}, creates: ${creates}}`),
  ];
}

function playbook(tasks) {
  const head = '- name: scale\n  hosts: all\n  become: true\n  gather_facts: false\n  tasks:\n';
  return head + tasks.map((task, index) => `    - name: task ${index + 1}\n      ${task}\n`).join('');
}

/** As an experienced operator would write it: every tool is started once, and the host itself compares. */
function floorScript(all) {
  const contents = [...all('templates'), ...all('files')];
  const sums = contents.map(({ path, content }) => `${sha256(content)}  ${path}`);
  const modes = [
    ...all('directories').map(({ path }) => `755 root root ${path}`),
    ...contents.map(({ path }) => `644 root root ${path}`),
  ];
  const settings = all('sysctls').map(({ name }) => `${name} = 0`);
  const words = (lines) => lines.join(' ');
  return `set -eu
sha256sum --check --status <<'END'
${sums.join('\n')}
END
[ "$(stat -c '%a %U %G %n' ${words(modes.map((line) => line.split(' ')[3]))})" = '${modes.join('\n')}' ]
${all('lines')
  .map(({ path, line }) => `grep -qxF '${line}' ${path}`)
  .join('\n')}
[ "$(sysctl ${words(all('sysctls').map(({ name }) => name))})" = '${settings.join('\n')}' ]
grep -qx '${all('sysctls')[0].name} *= *0' ${words(all('sysctls').map(({ file }) => file))}
getent group ${words(all('groups').map(({ name }) => name))} >/dev/null
getent passwd ${words(all('users').map(({ name }) => name))} >/dev/null
dpkg-query -W -f '\${db:Status-Status}\\n' ${words(all('packages'))} | { ! grep -qvx installed; }
systemctl is-active --quiet ${words(all('services'))}
ls ${words(all('commands').map(({ creates }) => creates))} >/dev/null
`;
}

/** About 1 KiB with a few variables and a loop. */
function templateOf(n) {
  const head = `# part ${n}\n${filler(n, 12)}`;
  const template = `${head}domain {{ domain }}\nworkers {{ workers }}\n{{#each upstreams}}server {{ this }};\n{{/each}}`;
  const { domain, workers, upstreams } = variables;
  const content = `${head}domain ${domain}\nworkers ${workers}\n${upstreams.map((each) => `server ${each};\n`).join('')}`;
  return { name: `part${n}.hbs`, path: `/etc/scale/part${n}`, template, content };
}

/** Lines of 64 bytes. */
function filler(seed, lines) {
  return Array.from({ length: lines }, (_, index) => `${sha256(`${seed} ${index}`).slice(0, 63)}\n`).join('');
}

function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Of the network namespace, so that a container has its own; all are 0 by default or harmless as 0. */
const sysctlNames = ['default', 'lo', 'eth0'].flatMap((device) =>
  [
    'accept_local',
    'accept_source_route',
    'arp_accept',
    'arp_announce',
    'arp_filter',
    'arp_ignore',
    'arp_notify',
    'bootp_relay',
    'drop_gratuitous_arp',
    'drop_unicast_in_l2_multicast',
    'force_igmp_version',
    'ignore_routes_with_linkdown',
    'log_martians',
    'send_redirects',
  ].map((name) => `net.ipv4.conf.${device}.${name}`),
);

/** On every Debian. */
const installed =
  `apt base-files base-passwd bash bsdutils coreutils dash debconf debian-archive-keyring debianutils diffutils dpkg
  findutils gcc-12-base gpgv grep gzip hostname init-system-helpers libacl1 libattr1 libaudit1 libblkid1 libbz2-1.0
  libc-bin libc6 libcap2 libcrypt1 libgcc-s1 libmount1 libpam-modules libpam-runtime libselinux1 libstdc++6 libsystemd0
  login mount ncurses-base passwd perl-base sed tar util-linux zlib1g`.split(/\s+/);

const services = ['ssh', 'dbus', 'systemd-journald', 'systemd-logind'];
