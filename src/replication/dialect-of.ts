import { HostError } from '../diagnostics/errors.ts';
import { sh } from '../shell.ts';
import type { ClusterDialect } from './cluster-dialect.ts';
import { mariadb } from './mariadb.ts';
import type { Member } from './member.ts';
import { mysql } from './mysql.ts';

/**
 * Which servers the members have: by the programs that are installed.
 * @throws HostError when none of them can say it, or they differ
 */
export async function dialectOf(members: readonly Member[]): Promise<ClusterDialect> {
  const found = await Promise.all(members.map(programOf));
  const names = new Set(found.filter((name) => name !== ''));
  const [name] = names;
  const dialect = [mariadb, mysql].find(({ sql }) => sql.daemon === name);
  if (names.size > 1)
    throw new HostError('command-failed', 'the hosts have servers of both kinds: name those of one cluster');
  if (dialect === undefined) throw new HostError('command-failed', 'no host says that it has a database server');
  return dialect;
}

async function programOf(member: Member): Promise<string> {
  try {
    const { stdout } = await member.send({
      script: sh`for each in ${[mariadb.sql.daemon, mysql.sql.daemon]}; do command -v "$each" >/dev/null && { echo "$each"; break; }; done`,
      timeoutMs: 10_000,
    });
    return Buffer.from(stdout).toString('utf8').trim();
  } catch (error) {
    if (error instanceof HostError) return '';
    throw error;
  }
}
