import { HostError } from '../../diagnostics/errors.ts';
import { jsonObject } from '../../json-object.ts';
import { sh } from '../../shell.ts';
import type { Member } from '../member.ts';

/** What the last failover left on the members: so that servers which fail one after the other do not pull down all of them. */
export interface FailoverRecord {
  /** RFC 3339. */
  readonly at: string;
  readonly from: string;
  readonly to: string;
  /** All that the new primary had when it was made one. */
  readonly position: string;
  /** Nobody knows whether the new primary accepts writes: the failover is to be gone on with. */
  readonly finished: boolean;
  /** Somebody has looked at what happened. */
  readonly acknowledged: boolean;
}

/** @throws HostError when the member does not keep it */
export async function writeRecord(member: Member, record: FailoverRecord): Promise<void> {
  const { exitCode } = await member.send({
    script: sh`umask 077 && mkdir -p /var/lib/rackwright/mysql && cat >${file}.new && mv -f ${file}.new ${file}`,
    stdin: Buffer.from(`${JSON.stringify(record)}\n`),
    timeoutMs: 5000,
  });
  if (exitCode !== 0) throw new HostError('command-failed', `${member.name} does not keep the record of the failover`);
}

/** The newest that any of them has; who does not answer is not asked again. */
export async function latestRecord(members: readonly Member[]): Promise<FailoverRecord | undefined> {
  const found = await Promise.all(members.map(readRecord));
  return found.flatMap((record) => record ?? []).sort((a, b) => (a.at < b.at ? 1 : -1))[0];
}

async function readRecord(member: Member): Promise<FailoverRecord | undefined> {
  try {
    const { stdout } = await member.send({ script: sh`[ ! -e ${file} ] || head -c 4096 ${file}`, timeoutMs: 5000 });
    return parseRecord(Buffer.from(stdout).toString('utf8'));
  } catch (error) {
    if (error instanceof HostError) return undefined;
    throw error;
  }
}

/** Nothing for what is no record: a host may say anything. */
export function parseRecord(text: string): FailoverRecord | undefined {
  const { at, from, to, position, finished, acknowledged } = jsonObject(text) ?? {};
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at)) || typeof acknowledged !== 'boolean') return undefined;
  if (typeof finished !== 'boolean') return undefined;
  if (typeof from !== 'string' || typeof to !== 'string' || typeof position !== 'string') return undefined;
  return { at, from, to, position, finished, acknowledged };
}

const file = '/var/lib/rackwright/mysql/failover';
