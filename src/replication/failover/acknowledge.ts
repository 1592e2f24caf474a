import type { Member } from '../member.ts';
import { latestRecord, writeRecord } from './record.ts';

/**
 * Allows the next failover: somebody has looked at what happened. Gives what was acknowledged, for people.
 * @throws HostError when a member does not keep it
 */
export async function acknowledge(members: readonly Member[]): Promise<string> {
  const record = await latestRecord(members);
  if (record === undefined) return 'there was no failover';
  const text = `${record.to} took over from ${record.from} at ${record.at}`;
  if (record.acknowledged) return `${text}; that was acknowledged before`;
  await Promise.all(members.map((member) => writeRecord(member, { ...record, acknowledged: true })));
  return `${text}: acknowledged`;
}
