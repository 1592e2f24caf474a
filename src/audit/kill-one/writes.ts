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
    ...judged(database, remaining(database.service, loss), loss),
  }));
}

function judged(database: Database, left: readonly string[], loss: Loss): Pick<Outcome, 'state' | 'because'> {
  const { service, members, kind, voters, writer, waits } = database;
  if (left.length === 0) return { state: 'lost', because: `no server of ${service.name} is left` };
  if (kind === 'group') {
    const votes = voters.filter((host) => !loss.hosts.includes(host));
    if (votes.length * 2 <= voters.length)
      return { state: 'lost', because: `${votes.join(', ')} ${votes.length === 1 ? 'is' : 'are'} no majority` };
    if (votes.length < voters.length)
      return { state: 'kept', because: `${votes.join(', ')} ${votes.length === 1 ? 'is' : 'are'} the majority` };
  }
  if (left.length === members.length) return { state: 'kept', because: 'all servers go on' };
  if (kind === 'unknown') return { state: 'unknown', because: `nothing tells how ${service.name} replicates` };
  if (waits && left.length === 1)
    return {
      state: 'lost',
      because: `a commit on ${left.join('')} waits for a replica (mysql_durability: consistent)`,
    };
  if (left.includes(writer)) return { state: 'kept', because: `${writer} goes on, with ${left.length - 1} replicas` };
  return { state: 'by command', because: `rackwright mysql failover makes one of ${left.join(', ')} the writer` };
}
