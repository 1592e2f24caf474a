import type { Site } from '../site.ts';
import { databasesOf } from './database.ts';
import type { Database } from './database.ts';
import type { Loss } from './loss.ts';
import type { Outcome } from './outcome.ts';

/** Whether all that was acknowledged is still somewhere, if what is lost never comes back. */
export function data(site: Site, loss: Loss): readonly Outcome[] {
  return databasesOf(site).map((database) => ({
    what: 'data',
    service: database.service.name,
    ...judged(database, loss),
  }));
}

function judged(database: Database, loss: Loss): Pick<Outcome, 'state' | 'because'> {
  const { members, kind, writer, waits, backup } = database;
  const gone = members.filter((host) => loss.hosts.includes(host));
  const left = members.length - gone.length;
  if (left === 0 && backup !== undefined && !loss.hosts.includes(backup))
    return { state: 'lost', because: `all since the last backup, which ${backup} has` };
  if (left === 0) return { state: 'lost', because: 'no server has it any more' };
  if (kind === 'unknown' && gone.length > 0) return { state: 'unknown', because: 'nothing tells what the others have' };
  if (kind === 'group' || !gone.includes(writer)) return { state: 'kept', because: `${left} of its servers have it` };
  if (!waits)
    return { state: 'at risk', because: 'a commit waits for a replica only for a while (mysql_durability: available)' };
  // One replica has acknowledged each commit, and nobody knows which.
  if (gone.length > 1)
    return { state: 'at risk', because: 'the replica that had the last commits may be gone as well' };
  return { state: 'kept', because: 'a replica has each commit that was acknowledged' };
}
