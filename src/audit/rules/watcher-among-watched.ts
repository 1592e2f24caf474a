import { databasesOf } from '../kill-one/database.ts';
import type { Rule } from '../rule.ts';
import { inTier } from '../tiers.ts';
import { watchersOf } from '../watchers.ts';

/** T5 */
export const watcherAmongWatched: Rule = {
  id: 'T5',
  title: 'Who watches, keeps backups or runs playbooks also serves',
  explanation: `Looks at hosts that offer what clients or databases need and also call exporters, keep the backups of a database (\`mysql_backup_host\`; that of a database server itself is
T2c), or are the controller (\`ansible_connection: local\`). When such a host is lost, the alarm for it or the way to bring it back is lost, too; and a hole in what it offers
reaches all backups, or the authority’s key and the keys to every host.`,
  judge: (site) => {
    const watchers = watchersOf(site);
    const backups = databasesOf(site).flatMap(({ members, backup }) =>
      backup === undefined || members.includes(backup) ? [] : [backup],
    );
    const serving = (['edge', 'application', 'database'] as const).flatMap((tier) => inTier(site, tier));
    return site.hosts.flatMap(({ name: host, settings }) => {
      const own = serving.filter(({ hosts }) => hosts.includes(host));
      const duties = [
        ...(watchers.includes(host) ? [duty.watcher] : []),
        ...(backups.includes(host) ? [duty.backups] : []),
        ...(settings.connection === 'local' ? [duty.controller] : []),
      ];
      if (own.length === 0) return [];
      return duties.map(({ does, suffix, reasoning, remedy }) => ({
        about: `host ${host}${suffix}`,
        severity: 'MEDIUM' as const,
        title: `${host} ${does} and is part of it`,
        evidence: own.map((service) => ({
          text: `${host} also offers ${service.name}`,
          at: site.place(service.span),
        })),
        reasoning,
        remedy,
      }));
    });
  },
};

const duty = {
  watcher: {
    does: 'watches the site',
    suffix: '',
    reasoning: 'What takes this host down takes the alarm for it down as well. Nobody is told when it matters most.',
    remedy:
      'let the group `mon` hold a host that offers nothing else, set `alertmanager_deadman_url` to something outside of the site, and run `playbooks/monitoring.yml`',
  },
  backups: {
    does: 'keeps the backups of the site',
    suffix: ', backups',
    reasoning:
      'A hole in what it serves reaches every row that was ever backed up, and may erase it. It is lost together with a part of what it is to bring back.',
    remedy:
      'set `mysql_backup_host` to a host that offers nothing else, put it into the group `backup`, run `playbooks/database-backup.yml`, and when it has fetched one, remove what the former one has: `rackwright exec FORMER -b -m file -a "{path: /srv/backup/mysql, state: absent}"`',
  },
  controller: {
    does: 'runs the playbooks of the site',
    suffix: ', controller',
    reasoning:
      'It has the authority’s key, the vault and the keys to every host. A hole in what it serves gives all of them away.',
    remedy:
      'run `rackwright` from a host that offers nothing, and move `ca_directory` and the key of the vault there; or take this host out of `on` of what it offers',
  },
};
