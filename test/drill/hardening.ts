import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { labLogin } from '../support/lab-login.ts';
import type { Site } from '../support/site.ts';

/** Two hosts: one that is hardened, one that attacks it. */
export const hardeningInventory = (network: string): string => `all:
  vars:
${labLogin}
    site_domain: rack.test
  children:
    hardened:
      vars: {firewall_backend: nftables}
      hosts:
        web1: {ansible_host: ${network}.21}
    attackers:
      hosts:
        web2: {ansible_host: ${network}.22}
`;

const place = new URL('../../playbooks/roles/hardening/', import.meta.url);
const defaults = parse(readFileSync(new URL('defaults.yml', place), 'utf8')) as Readonly<Record<string, unknown>>;
const debian = JSON.parse(readFileSync(new URL('files/systems/Debian.json', place), 'utf8')) as {
  readonly ssh: { readonly algorithms: Settings };
};

type Settings = Readonly<Record<string, string | number | boolean>>;

/** @returns what sshd, by its own word, does in another way than it was told */
export async function wrongSshd(site: Site): Promise<readonly string[]> {
  const told = await site.asRoot('web1', 'sshd -T');
  const live = new Map(
    told.split('\n').map((line) => {
      const [name = '', ...value] = line.split(' ');
      return [name, value.join(' ').toLowerCase()];
    }),
  );
  const wanted = { ...(defaults['hardening_ssh_options'] as Settings), ...debian.ssh.algorithms };
  return Object.entries(wanted).flatMap(([name, value]) => {
    const words = typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value).toLowerCase();
    const found = live.get(name.toLowerCase());
    return found === words ? [] : [`${name} is ${found ?? 'unknown'}, not ${words}`];
  });
}

/** @returns settings that the running kernel has with another value */
export async function wrongNetworkSettings(site: Site): Promise<readonly string[]> {
  const wanted = Object.entries(defaults['hardening_network_settings'] as Settings);
  const found = await site.asRoot('web1', `sysctl -n ${wanted.map(([name]) => name).join(' ')}`);
  const values = found.trim().split('\n');
  return wanted.flatMap(([name, value], index) =>
    values[index] === String(value) ? [] : [`${name} is ${values[index] ?? 'unknown'}, not ${value}`],
  );
}

/** @returns what is wrong with updates: who installs them, from where, and when */
export async function wrongUpdates(site: Site): Promise<readonly string[]> {
  const told = await site.asRoot('web1', 'unattended-upgrade --dry-run --debug 2>&1');
  const origins = /^Allowed origins are: (.*)$/m.exec(told)?.[1];
  const timers = await site.asRoot('web1', 'systemctl is-active apt-daily.timer apt-daily-upgrade.timer || :');
  return [
    ...(origins === 'origin=Debian,codename=bookworm-security,label=Debian-Security'
      ? []
      : [`updates come from ${origins ?? `nowhere: ${told}`}`]),
    ...(timers === 'active\nactive\n' ? [] : [`timers are ${timers.trim().replaceAll('\n', ', ')}`]),
  ];
}

/** Whether chrony works with its configuration, and gives nobody the time. */
export async function wrongClock(site: Site): Promise<readonly string[]> {
  const tracking = await site.asRoot('web1', 'systemctl is-active chrony; chronyc -n tracking');
  const listens = await site.asRoot('web1', 'ss -Hlunp | grep chronyd || :');
  return [
    ...(tracking.startsWith('active\n') && tracking.includes('Leap status') ? [] : [tracking]),
    ...(listens === '' ? [] : [`it listens: ${listens}`]),
  ];
}

/** Somebody tries passwords from another host: it is kept out, and nobody else is. */
export async function wrongBans(site: Site): Promise<readonly string[]> {
  const [target, attacker] = [site.address('web1'), site.address('web2')];
  const knock = `timeout 3 bash -c '</dev/tcp/${target}/22' 2>/dev/null && echo open || echo closed`;
  const before = (await site.asRoot('web2', knock)).trim();
  const guess = `ssh -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o BatchMode=yes -o ConnectTimeout=3 admin@${target} true`;
  await site.asRoot('web2', `for n in 1 2 3 4 5 6; do ${guess}; done >/dev/null 2>&1 || :`);
  const looked = await site.asRoot(
    'web1',
    `n=0; until fail2ban-client status sshd | grep -q 'Banned IP list:.*${attacker}'; do n=$((n + 1)); [ $n -lt 50 ] || break; sleep 0.2; done; fail2ban-client status sshd`,
  );
  const after = (await site.asRoot('web2', knock)).trim();
  await site.asRoot('web1', `fail2ban-client unban ${attacker}`);
  const later = (await site.asRoot('web2', knock)).trim();
  const right = before === 'open' && after === 'closed' && later === 'open' && looked.includes(attacker);
  return right ? [] : [`before: ${before}, after six tries: ${after}, when let in again: ${later}; ${looked}`];
}
