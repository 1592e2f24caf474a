import type { FromServer } from '../../facts/server-fact.ts';
import { CannotConverge } from '../../resource.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { answeringServer } from './answering-server.ts';

/**
 * The dialect of a server on which something may be written.
 * @param replicate whether what is written is meant for replicas, too
 * @throws CannotConverge when none answers, and when it is a replica and what is written belongs on its primary
 */
export function writableServer<Value>(observed: FromServer<Value>, replicate: boolean): Dialect {
  const dialect = answeringServer(observed);
  if (replicate && observed.server === 'up' && observed.readOnly)
    throw new CannotConverge(
      'this server is read-only: a replica gets this from its primary, so make it there; "replicate: false" makes it on this server alone',
    );
  return dialect;
}
