import { databasesOf } from '../kill-one/database.ts';
import type { Rule } from '../rule.ts';

/** T2c */
export const noBackupElsewhere: Rule = {
  id: 'T2c',
  title: 'Replication is taken for a backup',
  explanation: `Looks at databases of MySQL and MariaDB: whether \`mysql_backup_host\` names a host that fetches backups and is none of the servers themselves. A replica repeats
a \`DROP TABLE\` within milliseconds. Backups that something else makes are not seen: that is what a waiver is for.`,
  judge: (site) =>
    databasesOf(site).flatMap(({ service, members, backup }) => {
      if (!/mysql|mariadb|galera/i.test(service.name) && !service.ports.includes(3306)) return [];
      if (backup !== undefined && !members.includes(backup)) return [];
      return [
        {
          about: `service ${service.name}, backups`,
          severity: 'HIGH' as const,
          title: backup === undefined ? `nobody fetches backups of ${service.name}` : `${backup} keeps its own backups`,
          evidence: [
            {
              text: `${service.name} on ${members.join(', ')}: mysql_backup_host is ${backup ?? 'not set'}`,
              at: site.place(service.span),
            },
          ],
          reasoning:
            'What an application or an operator deletes is gone on all servers at once. So is what an intruder encrypts, and a backup on the same host with it.',
          remedy:
            'set `mysql_backup_host` to a host in the group `backup` and run `playbooks/database-backup.yml`: it fetches one each night and tries it; `rackwright exec BACKUP -b -m service -a "{name: rackwright-mysql-backup, state: started}"` does so at once',
        },
      ];
    }),
};
