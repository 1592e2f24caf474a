import { converge, sql } from './galera.ts';
import type { GaleraCluster } from './galera.ts';
import { back } from './galera-event.ts';
import type { GaleraEvent } from './galera-event.ts';
import { clientPassword } from './mysql-site.ts';
import { writableWatch } from './writable-watch.ts';

const connections = 317;

/** A new configuration is rolled out, and the former one again: nobody is ever restarted while somebody else is away. */
export const configurationEvent = (name: string): GaleraEvent => ({
  name,
  happen: async (cluster) => {
    const { site, servers, arbitrators } = cluster;
    const before = await startsOf(cluster);
    const addresses = new Map(servers.map((each) => [each, site.address(each)]));
    const watch = writableWatch(addresses, clientPassword, missesTwo(servers.length));
    // Arbitrators have the second one, too.
    const changed = { galera_max_connections: connections, galera_suspect_seconds: 6 };
    const run = await converge(site, '-e', JSON.stringify(changed));
    const values = await Promise.all(servers.map((each) => sql(site, each, 'SELECT @@GLOBAL.max_connections')));
    const after = await startsOf(cluster);
    const again = await back(cluster);
    await watch.stop();
    const same = [...servers, ...arbitrators].filter((_, index) => before[index] === after[index]);
    return [
      ...(run.code === 0 ? [] : [`the run ended with ${run.code}: ${run.stdout}${run.stderr}`]),
      ...(values.every((value) => value === String(connections)) ? [] : [`max_connections: ${values.join(', ')}`]),
      ...(same.length === 0 ? [] : [`${same.join(', ')} did not start again`]),
      ...(watch.looks > 20 ? [] : ['nobody watched']),
      ...watch.wrong.map((there) => `more than one was away: only ${there === '' ? 'nobody' : there} answered`),
      ...again,
    ];
  },
});

/** One that comes back and the next one that goes may fall into one look, which takes its time; not into two in a row. */
function missesTwo(all: number): (writable: readonly string[]) => boolean {
  let before = false;
  return (writable) => {
    const few = writable.length < all - 1;
    const wrong = few && before;
    before = few;
    return wrong;
  };
}

async function startsOf({ site, servers, arbitrators }: GaleraCluster): Promise<readonly string[]> {
  const started = (host: string, unit: string): Promise<string> =>
    site.asRoot(host, `systemctl show --property=InvocationID --value ${unit}`);
  return await Promise.all([
    ...servers.map((name) => started(name, 'mariadb')),
    ...arbitrators.map((name) => started(name, 'garb')),
  ]);
}
