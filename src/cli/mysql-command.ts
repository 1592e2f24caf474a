import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import { inventoryScope } from '../inventory/inventory-scope.ts';
import { judgeCluster } from '../replication/cluster.ts';
import { clone } from '../replication/clone/clone.ts';
import { clusterJson } from '../replication/cluster-json.ts';
import { rehearse } from '../replication/drill/rehearse.ts';
import { dialectOf } from '../replication/dialect-of.ts';
import { acknowledge } from '../replication/failover/acknowledge.ts';
import { failover } from '../replication/failover/failover.ts';
import { readGaleraMembers } from '../replication/galera/read-galera-members.ts';
import type { Member } from '../replication/member.ts';
import { Refused } from '../replication/operation.ts';
import type { Operation } from '../replication/operation.ts';
import { readMembers } from '../replication/read-members.ts';
import { rejoin } from '../replication/rejoin.ts';
import { showCluster } from '../replication/show-cluster.ts';
import { switchover } from '../replication/switchover.ts';
import { Secret } from '../secret.ts';
import { chooseHosts } from './choose-hosts.ts';
import { exitCodes } from './exit-code.ts';
import { loadInventory } from './load-inventory.ts';
import type { LoadedInventory } from './load-inventory.ts';
import { galeraCluster } from './mysql/galera-cluster.ts';
import { replicationAccount } from './mysql/member-variables.ts';
import { openMembers } from './mysql/open-members.ts';
import type { MysqlArguments } from './mysql/options.ts';
import { rememberDrill } from './mysql/remember-drill.ts';
import type { Tools } from './tools.ts';
import { isConnectionVariable, unlockHosts } from './unlock.ts';

/**
 * Operates a cluster of database servers. 0 when all is well at the end, 1 when it is not or the operation was refused, 3 when
 * nothing can be said of a member.
 */
export async function mysqlCommand(tools: Tools, args: MysqlArguments): Promise<number> {
  const loaded = await loadInventory(tools, args);
  const names = chooseHosts(tools, loaded, args.pattern);
  await unlockHosts(loaded, names, (name) => name.startsWith('mysql_') || isConnectionVariable(name));
  for (const host of [args.to, args.setAside])
    if (host !== undefined && !names.includes(host)) throw noMember(host, args);
  const wanted = new Map([
    ['switchover', 'the new primary'],
    ['clone', 'who gets a copy'],
  ]).get(args.action);
  if (wanted !== undefined && args.to === undefined)
    throw new InputError([problem('usage', `name ${wanted}: --to HOST`, undefined)]);
  const account = settings(tools, loaded, names, args);
  const opened = await openMembers(tools, args, loaded, names);
  const { members } = opened;
  const begun = performance.now();
  try {
    const dialect = await dialectOf(members);
    const galera = dialect.sql.name === 'mariadb' ? await readGaleraMembers(members) : undefined;
    if (galera !== undefined) return galeraCluster(tools, args, galera);
    const operation: Operation = {
      members,
      dialect,
      settings: account,
      say: (message) =>
        tools.terminal.err(`${((performance.now() - begun) / 1000).toFixed(1).padStart(5)} s  ${message}\n`),
      sleep: (milliseconds) => tools.sleep(milliseconds),
      now: () => performance.now(),
    };
    const done = await act(tools, operation, args);
    return (await status(tools, args, operation)) || done;
  } catch (error) {
    if (error instanceof Refused) {
      tools.terminal.err(error.reasons.map((reason) => `refused: ${reason}\n`).join(''));
      if (error.hint !== undefined) tools.terminal.err(`  ${error.hint}\n`);
      return exitCodes.failed;
    }
    throw error;
  } finally {
    await opened.close();
  }
}

function noMember(host: string, { pattern }: MysqlArguments): InputError {
  return new InputError([problem('unknown-host', `"${host}" is none of the hosts of "${pattern}"`, undefined)]);
}

/** Gives the exit code that it has earned by itself. */
async function act(tools: Tools, operation: Operation, args: MysqlArguments): Promise<number> {
  const { say } = operation;
  switch (args.action) {
    case 'status':
      return exitCodes.converged;
    case 'switchover': {
      const { gapMs, left } = await switchover(operation, named(operation, args), args.freeze);
      say(`nobody accepted writes for ${(gapMs / 1000).toFixed(2)} s`);
      return tellLeft(operation, left);
    }
    case 'failover': {
      const end = await failover(operation, {
        preferred: args.to,
        acceptSplitBrain: args.acceptSplitBrain,
        blockSeconds: args.block,
      });
      return tellLeft(operation, end.left);
    }
    case 'rejoin': {
      const ends = await rejoin(operation, args.setAside);
      for (const { name, outcome, why } of ends) if (outcome !== 'member') say(`${name} ${outcome}: ${why}`);
      return ends.some(({ outcome }) => outcome === 'refused') ? exitCodes.failed : exitCodes.converged;
    }
    case 'clone': {
      const aside = await clone(operation, named(operation, args));
      if (aside !== undefined)
        say(
          `nobody could tell whether the primary has all of its former data: that lies in ${aside} until you remove it`,
        );
      return exitCodes.converged;
    }
    case 'drill': {
      const { at, thereMs, backMs } = await rehearse(
        operation,
        operation.members.find(({ name }) => name === args.to),
        args.freeze,
      );
      await rememberDrill(operation.members, { at, outageSeconds: Math.max(thereMs, backMs) / 1000 });
      say('the servers remember the drill, for `rackwright audit --live`');
      return exitCodes.converged;
    }
    case 'acknowledge':
      say(await acknowledge(operation.members));
      return exitCodes.converged;
  }
}

function named({ members }: Operation, { to }: MysqlArguments): Member {
  const member = members.find(({ name }) => name === to);
  if (member === undefined) throw new Error('the target is no member');
  return member;
}

function tellLeft({ say }: Operation, left: readonly { readonly name: string; readonly why: string }[]): number {
  for (const { name, why } of left) say(`${name} does not follow yet: ${why}; \`rackwright mysql rejoin\` tries again`);
  return left.length > 0 ? exitCodes.failed : exitCodes.converged;
}

async function status(tools: Tools, { format }: MysqlArguments, { members, dialect }: Operation): Promise<number> {
  const cluster = judgeCluster(await readMembers(members, dialect), dialect);
  tools.terminal.out(format === 'json' ? clusterJson(cluster) : showCluster(cluster));
  return cluster.problems.length > 0 ? exitCodes.failed : exitCodes.converged;
}

/** Only what changes who follows whom needs the account. */
function settings(
  tools: Tools,
  loaded: LoadedInventory,
  [first = '']: readonly string[],
  { action }: MysqlArguments,
): Operation['settings'] {
  if (action === 'status' || action === 'acknowledge') return { user: '', password: new Secret('') };
  const { user, password } = replicationAccount(inventoryScope(loaded.inventory, first, loaded).scope);
  tools.secrets.add(password);
  return { user, password: new Secret(password) };
}
