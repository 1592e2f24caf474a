import type { ReplicationState } from '../../facts/mysql-replication-state.ts';
import type { FromServer } from '../../facts/server-fact.ts';
import { CannotConverge } from '../../resource.ts';
import type { Change, Step } from '../../resource.ts';
import { sh } from '../../shell.ts';
import { clientCommand } from '../../sql/client-command.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { answeringServer } from '../mysql/answering-server.ts';
import { tellServer } from '../mysql/tell-server.ts';
import { valueOf } from '../mysql/value-of.ts';
import type { WantedReplication } from './wanted.ts';

/** @throws CannotConverge on a server that accepts writes */
export function replicationSteps(
  wanted: WantedReplication,
  observed: FromServer<ReplicationState>,
  changes: readonly Change[],
): readonly Step[] {
  const dialect = answeringServer(observed);
  const { replication } = dialect;
  const tell = (title: string, statements: readonly string[]): Step =>
    tellServer(title, dialect, statements, { binlog: true });
  if (wanted.state === 'absent') return [tell('forget the source', [replication.stop, replication.forget])];
  if (wanted.state === 'running' && observed.server === 'up' && !observed.readOnly)
    throw new CannotConverge(
      'this server accepts writes, so it is not made a replica; "rackwright mysql switchover" hands its part to another one first',
    );
  const { source } = wanted;
  const retold = source !== undefined && changes.some(({ attribute }) => attribute !== 'state');
  const known = valueOf(observed)?.source !== undefined;
  return [
    ...(known ? [tell('stop replication', [replication.stop])] : []),
    ...(retold ? [tell(`follow ${source.host}`, [replication.follow(source)])] : []),
    ...(wanted.state === 'running' ? [tell('start replication', [replication.start]), waiting(dialect)] : []),
  ];
}

/** Connecting takes a moment; whether it has come to anything is what the proof looks at. */
function waiting(dialect: Dialect): Step {
  const asked = sh`printf '%s\\n' ${dialect.replication.working} | ${clientCommand(dialect)}`;
  return {
    type: 'run',
    title: 'wait until it receives and applies',
    command: sh`left=60
while [ "$left" -gt 0 ] && [ "$(${asked})" != 1 ]; do
  left=$((left - 1))
  sleep 0.5 2>/dev/null || sleep 1
done`,
  };
}
