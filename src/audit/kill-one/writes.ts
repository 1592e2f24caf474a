import type { Site } from '../site.ts';
import { databasesOf } from './database.ts';
import type { Database } from './database.ts';
import type { Loss } from './loss.ts';
import type { Outcome } from './outcome.ts';
import { remaining } from './remaining.ts';

/** Whether each database still accepts writes, at once or when somebody says so. */
export function writes(site: Site, loss: Loss): readonly Outcome[] {
  return databasesOf(site).map((database) => ({
    what: 'writes',
    service: database.service.name,
    ...judged(database, remaining(database.service, loss)),
  }));
}

function judged(database: Database, left: readonly string[]): Pick<Outcome, 'state' | 'because'> {
  const { service, members, kind, writer, waits } = database;
  if (left.length === 0) return { state: 'lost', because: `no server of ${service.name} is left` };
  if (left.length === members.length) return { state: 'kept', because: 'all servers go on' };
  if (kind === 'unknown') return { state: 'unknown', because: `nothing tells how ${service.name} replicates` };
  if (kind === 'group')
    return left.length * 2 > members.length
      ? { state: 'kept', because: `${left.join(', ')} are the majority` }
      : { state: 'lost', because: `${left.join(', ')} are no majority` };
  if (waits && left.length === 1)
    return {
      state: 'lost',
      because: `a commit on ${left.join('')} waits for a replica (mysql_durability: consistent)`,
    };
  if (left.includes(writer)) return { state: 'kept', because: `${writer} goes on, with ${left.length - 1} replicas` };
  return { state: 'by command', because: `rackwright mysql failover makes one of ${left.join(', ')} the writer` };
}
