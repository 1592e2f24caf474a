import { setTimeout } from 'node:timers/promises';
import type { Dialect } from '../../src/sql/dialect.ts';
import { labMachine } from '../support/lab-machine.ts';
import type { Site } from '../support/site.ts';
import { drillWords } from './mysql-words.ts';
import { mysql, primaryOf, servers, sql } from './mysql.ts';

/** Something that happens to a cluster, and what is done about it; gives what went wrong. */
export interface DrillEvent {
  readonly name: string;
  happen(site: Site): Promise<readonly string[]>;
}

export function mysqlEvents(name: Dialect['name']): readonly DrillEvent[] {
  const { sql: words, writeAnyway, forgetOwn, ownGtid } = drillWords[name];
  const { unit, daemon, gtid, replication, semiSync } = words;
  /** Its unit would start it again at once. */
  const die = `systemctl mask --runtime --quiet ${unit}; systemctl kill --signal=KILL ${unit}`;
  return [
    {
      name: 'planned switchover',
      happen: async (site) => {
        const from = await primaryOf(site);
        const to = servers.find((name) => name !== from) ?? '';
        const end = await mysql(site, 'switchover', 'db', '--to', to);
        return end.code === 0 ? [] : [end.stderr + end.stdout];
      },
    },
    {
      name: 'the server is killed',
      happen: async (site) => {
        const primary = await primaryOf(site);
        // Its unit would start it again: then it is not dead for long enough to be replaced.
        await site.asRoot(primary, die);
        return await replaced(site);
      },
    },
    {
      name: 'the server is killed, and started again by systemd',
      happen: async (site) => {
        await site.asRoot(await primaryOf(site), `systemctl kill --signal=KILL ${unit}`);
        return await replaced(site);
      },
    },
    {
      name: 'the host loses its power',
      happen: async (site) => {
        const machine = await labMachine(site, await primaryOf(site));
        await machine.powerOff();
        const wrong = await replaced(site);
        await machine.powerOn();
        await setTimeout(8000);
        return wrong;
      },
    },
    {
      name: 'the server is frozen',
      happen: async (site) => {
        const primary = await primaryOf(site);
        await site.asRoot(primary, `kill -STOP $(pidof ${daemon})`);
        const wrong = await replaced(site);
        // Nothing is left that could be thawed and go on.
        const left = await site.asRoot(primary, `pidof ${daemon} || :`);
        return left.trim() === '' ? wrong : [...wrong, `process ${left.trim()} is left on ${primary}`];
      },
    },
    {
      name: 'the controller is cut off from a healthy primary',
      happen: async (site) => {
        const primary = await primaryOf(site);
        const machine = await labMachine(site, primary);
        await machine.root(
          'nft add table inet drill; nft "add chain inet drill in { type filter hook input priority -300; }"; nft add rule inet drill in tcp dport 22 drop',
        );
        const end = await mysql(site, 'failover', 'db', '-T', '3');
        await machine.root('nft delete table inet drill');
        const heard = / hears from /.test(end.stderr);
        return end.code === 1 && heard ? [] : [`not refused because a replica hears it: ${end.code} ${end.stderr}`];
      },
    },
    {
      name: 'a write on a replica',
      happen: async (site) => {
        const primary = await primaryOf(site);
        const replica = servers.find((name) => name !== primary) ?? '';
        await sql(site, replica, writeAnyway('INSERT INTO drill.writes VALUES (-1)'));
        const status = await mysql(site, 'status', 'db');
        const refused = await mysql(site, 'switchover', 'db', '--to', replica);
        await sql(site, replica, replication.stop);
        const known = (await sql(site, primary, gtid.executed)).replaceAll('\n', '');
        await sql(site, replica, forgetOwn('DELETE FROM drill.writes WHERE id = -1', known));
        const named = new RegExp(`${replica}.* wrote ${ownGtid.source}.* by itself`);
        return [
          ...(named.test(status.stdout) ? [] : [`status does not name it: ${status.stdout}`]),
          ...(refused.code === 1 && named.test(refused.stderr)
            ? []
            : [`switchover does not refuse it: ${refused.stderr}`]),
        ];
      },
    },
    {
      name: 'an old primary comes back with a write that nobody else has',
      happen: async (site) => {
        const primary = await primaryOf(site);
        const others = servers.filter((name) => name !== primary);
        for (const each of words.readOnly) await sql(site, primary, `SET GLOBAL ${each} = ON`);
        const position = await sql(site, primary, gtid.executed);
        for (const name of others) await sql(site, name, `${gtid.reached(position, 30)}; ${replication.stopReceiver}`);
        const alone = `SET GLOBAL ${semiSync.sourceEnabled} = OFF; ${writeAnyway('INSERT INTO drill.writes VALUES (-1)')}`;
        await sql(site, primary, alone);
        // InnoDB brings the end of a commit to the disk within a second; what is younger MariaDB gives up when it is started as a replica.
        await setTimeout(2000);
        await site.asRoot(primary, die);
        const failed = await replaced(site);
        const named = await mysql(site, 'rejoin', 'db');
        const aside = await mysql(site, 'rejoin', 'db', '--set-aside', primary);
        const kept = await site.asRoot(primary, 'cat /var/lib/rackwright/mysql/own-*.sql');
        const copied = await site.rackwright('run', 'playbooks/database.yml', '-i', 'inventory/lab.yml');
        return [
          ...failed,
          ...(/wrote what the primary does not have/.test(named.stderr)
            ? []
            : [`rejoin does not name it: ${named.stderr}`]),
          ...(/ set aside: /.test(aside.stderr) ? [] : [`not set aside: ${aside.stderr}`]),
          ...(ownGtid.test(kept) ? [] : ['its own write was not kept']),
          ...(copied.code === 0 ? [] : [`no copy: ${copied.stdout}`]),
        ];
      },
    },
    {
      name: 'a second death within the block period',
      happen: async (site) => {
        await site.asRoot(await primaryOf(site), die);
        const first = await replaced(site);
        await mysql(site, 'rejoin', 'db');
        await site.asRoot(await primaryOf(site), die);
        const second = await mysql(site, 'failover', 'db');
        await mysql(site, 'acknowledge', 'db');
        const third = await replaced(site);
        const refused = second.code === 1 && /took over from/.test(second.stderr);
        return [...first, ...(refused ? [] : [`not refused: ${second.code} ${second.stderr}`]), ...third];
      },
    },
  ];
}

async function replaced(site: Site): Promise<readonly string[]> {
  const end = await mysql(site, 'failover', 'db', '-T', '3');
  // A member is missing afterwards, so that not all is well; but there is a primary.
  return /accepts writes$/m.test(end.stderr) ? [] : [`no failover: ${end.code} ${end.stderr}`];
}
