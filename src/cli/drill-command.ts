import type { FailoverDrill } from '../audit/evidence/failover-drill.ts';
import { killOne } from '../audit/kill-one/kill-one.ts';
import { databasesOf } from '../audit/kill-one/database.ts';
import { readSite } from '../audit/read-site.ts';
import { watchersOf } from '../audit/watchers.ts';
import { compare } from '../drill/compare.ts';
import { loseHost } from '../drill/lose-host.ts';
import { watchRequests } from '../drill/watch-requests.ts';
import { takeAway } from '../lab/machine.ts';
import { loadedTopology } from '../inventory/topology-problems.ts';
import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import { entryOf } from './drill/entry-of.ts';
import { labContainer } from './drill/lab-container.ts';
import type { DrillArguments } from './drill/options.ts';
import { watchAlerts } from './drill/watch-alerts.ts';
import { writingCluster } from './drill/writing-cluster.ts';
import { exitCodes } from './exit-code.ts';
import { hostAccess } from './host-access.ts';
import { loadInventory } from './load-inventory.ts';
import { showDiagnostics } from './show-diagnostics.ts';
import type { Tools } from './tools.ts';

/**
 * Takes a lab host away while clients ask and write, and compares what is left with what `audit kill-one` says. 1 when they disagree.
 * @throws InputError when anything of the inventory is no lab host
 */
export async function drillCommand(tools: Tools, args: DrillArguments): Promise<number> {
  const loaded = await loadInventory(tools, args);
  showDiagnostics(tools.terminal, loaded.warnings);
  const { inventory, extra } = loaded;
  const topology = loadedTopology(inventory, extra);
  if (topology === undefined)
    throw new InputError([
      problem('unknown-variable', 'the inventory has no topology', undefined, { hint: 'see docs/topology.md' }),
    ]);
  const names = inventory.groups.get('all')?.hosts ?? [];
  const { addresses } = await hostAccess(tools, args, loaded, names);
  const { engine, container } = await labContainer(tools.cwd, addresses, args.host);
  const site = readSite(inventory, topology, extra, new Map());
  const [database] = databasesOf(site).filter(({ kind }) => kind === 'replicas');
  const warn = (message: string): void => tools.terminal.err(`warning: ${message}\n`);
  const connect = await tools.connector({ hostKeyPolicy: args.acceptNewHostKeys ? 'accept-new' : 'strict', warn });
  const collectors = watchersOf(site).flatMap((name) => addresses.get(name) ?? []);
  const entry = entryOf(tools.cwd, loaded, site);
  const cluster = database && (await writingCluster(tools, args, loaded, database));
  let tried: FailoverDrill | undefined;
  const watch = entry && watchRequests(entry.entry);
  try {
    tools.terminal.err(`${args.host}: ${args.how}, while clients ask and write\n`);
    const measured = await loseHost(
      args.host,
      {
        ...(watch && { requests: watch }),
        ...(cluster && { writes: cluster.probe }),
        ...(collectors.length > 0 && {
          alerts: watchAlerts(collectors, connect, tools.abort, (milliseconds) => tools.sleep(milliseconds)),
        }),
      },
      () => takeAway(engine, container, args.how),
    );
    tools.terminal.err(`${args.host} is back\n`);
    if (measured.writes === 'by command')
      tried = {
        at: new Date().toISOString(),
        outageSeconds: measured.seconds.writes ?? 0,
        missing: measured.missing,
      };
    const subjects = { requests: entry?.service ?? '', writes: database?.service.name ?? '' };
    const { table, wrong } = compare(killOne(site), [measured], subjects);
    if (args.format === 'json')
      tools.terminal.out(`${JSON.stringify(tools.secrets.data({ how: args.how, measured, wrong }), undefined, 2)}\n`);
    else tools.terminal.out(tools.secrets.text([...table, ...wrong.map((each) => `wrong: ${each}`), ''].join('\n')));
    return wrong.length === 0 ? exitCodes.converged : exitCodes.failed;
  } finally {
    await Promise.all([watch?.stop(), cluster?.leave(tried)]);
  }
}
