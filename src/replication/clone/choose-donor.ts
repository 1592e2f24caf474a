import { HostError } from '../../diagnostics/errors.ts';
import { sh } from '../../shell.ts';
import type { Cluster } from '../cluster.ts';
import type { Member } from '../member.ts';
import { isAnswering } from '../read-members.ts';
import type { Answering } from '../read-members.ts';

/**
 * Who gives a copy: of the replicas that keep up, the one whose host has the least to do; the primary only where there is none.
 */
export async function chooseDonor({ seen }: Cluster, writer: Answering, target: Member): Promise<Answering> {
  const replicas = seen.filter(isAnswering).filter(({ member, state: { source } }) => {
    const keepsUp = source?.receiving && source.applying && source.lag !== undefined && source.lag <= mostLag;
    return member !== target && keepsUp;
  });
  const loads = await Promise.all(replicas.map(async (each) => ({ each, load: await loadOf(each.member) })));
  const [least] = loads.sort((one, other) => one.load - other.load);
  return least?.each ?? writer;
}

/** Seconds. */
const mostLag = 5;

/** Processes that want to run, for each processor; a host that does not tell comes last. */
async function loadOf(member: Member): Promise<number> {
  try {
    const script = sh`IFS=' ' read -r load rest </proc/loadavg && echo "$load $(grep -c ^processor /proc/cpuinfo)"`;
    const { stdout } = await member.send({ script, timeoutMs: 5000 });
    const [load = Number.NaN, processors = Number.NaN] = Buffer.from(stdout).toString('utf8').split(' ').map(Number);
    return Number.isFinite(load / processors) ? load / processors : Number.POSITIVE_INFINITY;
  } catch (error) {
    if (error instanceof HostError) return Number.POSITIVE_INFINITY;
    throw error;
  }
}
