import type { Member } from '../member.ts';
import { isAnswering } from '../read-members.ts';
import type { Seen } from '../read-members.ts';

/** Why a primary is not taken for dead. `certain`: listening longer would change nothing. */
export interface Alive {
  readonly why: string;
  readonly certain: boolean;
}

/**
 * Whether the primary is dead, from several looks at all members: it never answered us, and no replica has heard of it between
 * the first look and the last. Whoever still hears it proves that it lives, and that it is us who are cut off. Pure.
 * @param looks oldest first; dead it is only when nothing is said for {@link silenceSeconds}
 */
export function aliveBecause(primary: Member, looks: readonly (readonly Seen[])[]): Alive | undefined {
  const own = looks.flatMap((look) => look.filter((seen) => seen.member === primary));
  if (own.some(isAnswering)) return { why: `${primary.name} answers`, certain: true };
  const [first = []] = looks;
  const last = looks.at(-1) ?? [];
  const witnesses = last.filter((seen) => seen.member !== primary).filter(isAnswering);
  const name = primary.name;
  if (witnesses.length === 0) return { why: `no replica answers that could say that ${name} is dead`, certain: false };
  for (const { member, state } of witnesses) {
    const before = first.filter((seen) => seen.member === member).find(isAnswering)?.state;
    if (before === undefined) return { why: `${member.name} has not answered for long enough`, certain: false };
    if (state.source?.heard !== before.source?.heard)
      return { why: `${member.name} hears from ${name}`, certain: false };
  }
  return undefined;
}

/** How long replicas must hear nothing: a living source with nothing to say gives a sign of life more often. */
export function silenceSeconds(look: readonly Seen[]): number {
  const periods = look.filter(isAnswering).flatMap(({ state }) => state.source?.heartbeat ?? []);
  const slowest = Math.max(0, ...periods.filter((period) => Number.isFinite(period)));
  return Math.max(shortest, slowest * 2 + 1);
}

const shortest = 5;
