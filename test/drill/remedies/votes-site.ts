import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Site } from '../../support/site.ts';
import { bringUp } from '../bring-up.ts';
import { galeraInventory } from '../galera-site.ts';
import { prepareGalera } from '../galera.ts';
import { succeed } from '../succeed.ts';
import type { Remedy } from './remedy.ts';
import type { RemedySite } from './remedy-site.ts';
import { rewrite } from './rewrite.ts';
import { saysYes } from './says-yes.ts';

const shape = { servers: ['db1', 'db2'], arbitrators: ['q1', 'q2'] };

/** Two database servers and two arbitrators: one vote too many. */
export const votesSite: RemedySite = {
  inventory: (network) => galeraInventory(network, shape),
  prepare: async (site) => {
    await bringUp(site);
    await prepareGalera({ site, ...shape });
    // In rack a stand db1 and q1.
    const rack = "rack: \"{{ lookup (dict 'db1' 'a' 'q1' 'a' 'db2' 'b' 'q2' 'c') inventory_hostname }}\"\n";
    appendFileSync(join(site.directory, 'inventory/group_vars/all.yml'), rack);
  },
  playbooks: ['playbooks/database-galera.yml'],
  remedies: () => votesRemedies,
};

const votesRemedies: readonly Remedy[] = [
  {
    findings: ['LOW T2d service mysql, votes'],
    hosts: 'db',
    spoil: () => Promise.resolve(),
    apply: async (site) => {
      await replaceArbitrators(site, ['q1', 'q2'], ['q1']);
    },
    sign: saysYes(
      'db1',
      'an even number of votes',
      'case $(mariadb -NBe "SHOW STATUS LIKE \'wsrep_cluster_size\'" | cut -f2) in *[02468]) echo yes ;; esac',
    ),
  },
  {
    findings: ['MEDIUM T2d service mysql, votes in rack a'],
    hosts: 'db',
    // As the remedy before has left it: two of three votes are in rack a.
    spoil: () => Promise.resolve(),
    apply: async (site) => {
      await replaceArbitrators(site, ['q1'], ['q2']);
    },
    sign: { what: 'db2 refusing to write while rack a is cut off', seen: refusesAlone },
  },
];

/** Votes of those that leave are taken back before anybody is told of the others. */
async function replaceArbitrators(site: Site, from: readonly string[], to: readonly string[]): Promise<void> {
  const gone = from.filter((name) => !to.includes(name));
  const stop = '{name: garb, state: stopped, enabled: false}';
  await succeed(site, 'exec', gone.join(','), '-i', 'inventory/lab.yml', '-b', '-m', 'service', '-a', stop);
  rewrite(site, 'lab.yml', group(site, from), group(site, to));
  for (const playbook of ['firewalls', 'database-galera'])
    await succeed(site, 'run', `playbooks/${playbook}.yml`, '-i', 'inventory/lab.yml');
}

function group(site: Site, names: readonly string[]): string {
  const hosts = names.map((name) => `        ${name}: {ansible_host: ${site.address(name)}}\n`);
  return `    arbitrators:\n      hosts:\n${hosts.join('')}`;
}

/** What db2 says of itself while nobody hears the hosts of rack a, which all come back. */
async function refusesAlone(site: Site): Promise<boolean> {
  const cut = `nft -f - <<'E'
table inet cut {
  chain in { type filter hook input priority -300; tcp dport 4567 drop; tcp sport 4567 drop; }
  chain out { type filter hook output priority -300; tcp dport 4567 drop; tcp sport 4567 drop; }
}
E`;
  const rack = ['db1', 'q1'];
  for (const name of rack) await site.asRoot(name, cut);
  const status = `mariadb -NBe "SHOW STATUS LIKE 'wsrep_cluster_status'" | cut -f2`;
  const said = await site.asRoot('db2', `sleep 30; ${status}`);
  for (const name of rack) await site.asRoot(name, 'nft delete table inet cut');
  const whole = `for each in $(seq 60); do [ "$(mariadb -NBe "SHOW STATUS LIKE 'wsrep_cluster_size'" | cut -f2)" = 3 ] && exit 0; sleep 2; done; exit 1`;
  for (const name of shape.servers) await site.asRoot(name, whole);
  return said.trim() !== 'Primary';
}
