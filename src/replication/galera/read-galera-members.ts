import { HostError } from '../../diagnostics/errors.ts';
import { askGalera } from '../../sql/galera/ask-galera.ts';
import type { GaleraState } from '../../sql/galera/galera-state.ts';
import { readGalera } from '../../sql/galera/read-galera.ts';
import type { Member } from '../member.ts';

/** A host of a Galera cluster, and what is known of it now. */
export type GaleraSeen =
  { readonly name: string; readonly state: GaleraState } | { readonly name: string; readonly why: string };

/** Asks all at once. Nothing when none of them belongs, or belonged, to a Galera cluster. */
export async function readGaleraMembers(members: readonly Member[]): Promise<readonly GaleraSeen[] | undefined> {
  const seen = await Promise.all(members.map(readOne));
  return seen.some((each) => 'state' in each && belongs(each.state)) ? seen : undefined;
}

async function readOne(member: Member): Promise<GaleraSeen> {
  const { name } = member;
  try {
    const { stdout } = await member.send({ script: askGalera(), timeoutMs: patienceMs });
    const state = readGalera(Buffer.from(stdout));
    return state === undefined ? { name, why: 'what the host says is cut off' } : { name, state };
  } catch (error) {
    if (error instanceof HostError) return { name, why: error.message };
    throw error;
  }
}

const patienceMs = 15_000;

function belongs({ part, uuid }: GaleraState): boolean {
  return uuid !== '' || part === 'member' || part === 'joining' || part === 'stranded';
}
