import type { ClusterDialect } from '../cluster-dialect.ts';
import type { Answering } from '../read-members.ts';

/** Who shall be the next primary, or why nobody can be. */
export type Election =
  { readonly elected: Answering } | { readonly elected: undefined; readonly reasons: readonly string[] };

/**
 * The replica that has received most; of equals the one that `preferred` names, else the first. One that wrote by itself cannot be
 * elected, and none can when two of the others each have what the other lacks. Pure.
 * @param errant what each replica wrote by itself, by its name
 */
export function elect(
  replicas: readonly Answering[],
  dialect: ClusterDialect,
  errant: ReadonlyMap<string, readonly string[]>,
  preferred: string | undefined,
): Election {
  const reasons = replicas.flatMap(({ member: { name } }) =>
    (errant.get(name) ?? []).map((gtid) => `${name} wrote ${gtid} by itself`),
  );
  const fit = replicas.filter(({ member }) => (errant.get(member.name) ?? []).length === 0);
  const [first, ...others] = [...fit].sort((one, other) => rank(one) - rank(other));
  if (first === undefined) return { elected: undefined, reasons: [...reasons, 'no replica is left'] };
  let best = first;
  for (const other of others) {
    const order = dialect.compare(other.state.received, best.state.received);
    if (order === 'diverged')
      return {
        elected: undefined,
        reasons: [
          `${best.member.name} has ${best.state.received} and ${other.member.name} ${other.state.received}: neither has all`,
        ],
      };
    if (order === 'ahead') best = other;
  }
  return { elected: best };

  function rank({ member }: Answering): number {
    return member.name === preferred ? 0 : 1;
  }
}
