import { galeraJson } from '../../replication/galera/galera-json.ts';
import { judgeGalera } from '../../replication/galera/judge-galera.ts';
import type { GaleraSeen } from '../../replication/galera/read-galera-members.ts';
import { showGalera } from '../../replication/galera/show-galera.ts';
import { Refused } from '../../replication/operation.ts';
import { exitCodes } from '../exit-code.ts';
import type { Tools } from '../tools.ts';
import type { MysqlArguments } from './options.ts';

/**
 * What the command does where the servers are a Galera cluster: it shows how that is, and leaves the rest to its quorum.
 * @throws Refused for all other actions
 */
export function galeraCluster(tools: Tools, { action, format }: MysqlArguments, seen: readonly GaleraSeen[]): number {
  if (action !== 'status')
    throw new Refused(
      [`a Galera cluster has no primary: its members decide by quorum, and \`${action}\` is nothing for them`],
      'see `rackwright mysql status`; a run of database-galera.yml brings back who is missing',
    );
  const problems = judgeGalera(seen);
  tools.terminal.out(format === 'json' ? galeraJson(seen, problems) : showGalera(seen, problems));
  return problems.length > 0 ? exitCodes.failed : exitCodes.converged;
}
