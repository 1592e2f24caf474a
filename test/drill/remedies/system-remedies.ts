import type { Site } from '../../support/site.ts';
import { succeed } from '../succeed.ts';
import type { Remedy } from './remedy.ts';
import { rewrite } from './rewrite.ts';
import { runPlaybook } from './run-playbook.ts';
import { saysYes } from './says-yes.ts';

const resolver = '/etc/resolv.conf';
const usual = `${resolver}.usual`;
const archives = '/etc/apt/sources.list';
/** Nothing has this address, and no archive this name. */
const away = (network: string): string => `${network}.99`;
const noArchive = 'archive.rack.test';

/** Those of rules about what every host has: packages, names, the way out, the time. */
export const systemRemedies = (network: string): readonly Remedy[] => [
  {
    findings: ['MEDIUM P1 host web2'],
    leaves: ['P1 host web2, running'],
    hosts: 'web2',
    spoil: async (site) => {
      const older = 'apt-get -qq install -y --allow-downgrades openssl/bookworm libssl3/bookworm';
      await site.asRoot('web2', `apt-get -qq update && ${older} >/dev/null 2>&1 && systemctl restart nginx ssh`);
    },
    apply: (site) => execute(site, 'web2', 'apt', '{upgrade: dist}'),
    sign: saysYes(
      'web2',
      'an OpenSSL for which dpkg knows a correction',
      '[ "$(apt-cache policy libssl3 | awk \'/Installed|Candidate/ {print $2}\' | uniq | wc -l)" = 1 ] || echo yes',
    ),
  },
  {
    findings: ['P1 host web2, running'],
    hosts: 'web2',
    // What the remedy before has left.
    spoil: () => Promise.resolve(),
    apply: async (site) => {
      const old = "grep -lE '..x. .* /usr/.* .deleted.$' /proc/[0-9]*/maps | cut -d/ -f3";
      const units = await site.asRoot(
        'web2',
        `for pid in $(${old}); do sed -n 's,.*/system.slice/,,p' /proc/$pid/cgroup; done | sort -u`,
      );
      const again = `{cmd: systemctl restart ${units.trim().split('\n').join(' ')}, always: true}`;
      await execute(site, 'web2', 'command', again);
    },
    sign: saysYes(
      'web2',
      'nginx working with the OpenSSL of before',
      "cat $(pgrep nginx | sed 's,.*,/proc/&/maps,') | grep -q 'libssl.*deleted' && echo yes || true",
    ),
  },
  {
    findings: [`MEDIUM T9c name server ${away(network)}`],
    hosts: 'web1,web2',
    spoil: async (site) => {
      const only = `cp -n ${resolver} ${usual} && echo nameserver ${away(network)} >${resolver}`;
      for (const host of ['web1', 'web2']) await site.asRoot(host, only);
    },
    apply: async (site) => {
      const second = (await site.asRoot('web1', `grep -m 1 ^nameserver ${usual}`)).trim();
      for (const line of [second, 'options timeout:1 attempts:2'])
        await execute(site, 'web1,web2', 'lineinfile', `{path: ${resolver}, line: "${line}"}`);
    },
    sign: saysYes(
      'web1',
      'no name found while the first name server is away',
      'timeout 30 getent hosts deb.debian.org >/dev/null || echo yes',
    ),
  },
  {
    findings: [`LOW T9c gateway ${network}.1`],
    leaves: [`WAIVED T9c gateway ${network}.1`],
    hosts: 'web1,web2',
    spoil: () => Promise.resolve(),
    // Routers are none of the site's hosts: that they share it is for the operator to say.
    apply: (site) => {
      const waiver = `{id: T9c, about: "gateway ${network}.1", reason: two routers share it, until: "2099-12-31"}`;
      rewrite(site, 'group_vars/all.yml', 'tls_hsts: full\n', `tls_hsts: full\naudit_waivers:\n  - ${waiver}\n`);
      return Promise.resolve();
    },
  },
  {
    findings: [`LOW T9c time server ${away(network)}`],
    hosts: 'web1,web2',
    spoil: async (site) => {
      const install = 'apt-get -qq install -y chrony >/dev/null 2>&1';
      const only = `sed -i 's/^pool .*/server ${away(network)} iburst/' /etc/chrony/chrony.conf`;
      for (const host of ['web1', 'web2']) await site.asRoot(host, `${install}; ${only}`);
    },
    apply: (site) =>
      execute(
        site,
        'web1,web2',
        'lineinfile',
        '{path: /etc/chrony/chrony.conf, line: pool 2.debian.pool.ntp.org iburst}',
      ),
    sign: saysYes(
      'web1',
      'a single source of time, as chronyd reads it',
      '[ "$(chronyd -p | grep -cE "^(server|pool|peer) ")" -gt 1 ] || echo yes',
    ),
  },
  {
    findings: [`INFO T9c archive of packages ${noArchive}`],
    hosts: 'web1,web2',
    spoil: async (site) => {
      const only = `sed -i 's,//[^/]*/,//${noArchive}/,' ${archives} && rm -rf /var/lib/apt/lists/*`;
      for (const host of ['web1', 'web2']) await site.asRoot(host, only);
    },
    apply: (site) =>
      execute(
        site,
        'web1,web2',
        'apt_repository',
        '{name: debian, repo: deb http://deb.debian.org/debian bookworm main}',
      ),
    sign: saysYes(
      'web1',
      'nothing that can be installed',
      'apt-get -qq update >/dev/null 2>&1; apt-get -qq -s install hello >/dev/null 2>&1 || echo yes',
    ),
  },
  {
    findings: ['T5 host here, controller'],
    hosts: 'web1',
    spoil: (site) => {
      const host = `here: {ansible_host: ${network}.60, ansible_connection: local}`;
      rewrite(site, 'lab.yml', '    db: {}\n', `    db: {}\n    controllers: {hosts: {${host}}}\n`);
      rewrite(site, 'group_vars/all.yml', servers('web'), servers('[web, controllers]'));
      return Promise.resolve();
    },
    apply: async (site) => {
      rewrite(site, 'group_vars/all.yml', servers('[web, controllers]'), servers('web'));
      await runPlaybook(site, 'site', '--limit', 'web');
    },
  },
];

const servers = (on: string): string => `on: ${on}\n      ports: [80, 443]`;

async function execute(site: Site, pattern: string, kind: string, args: string): Promise<void> {
  await succeed(site, 'exec', pattern, '-i', 'inventory/lab.yml', '-b', '-m', kind, '-a', args);
}
