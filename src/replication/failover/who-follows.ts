import { sourceOf } from '../cluster.ts';
import type { Member } from '../member.ts';
import { isAnswering } from '../read-members.ts';
import type { Seen } from '../read-members.ts';

/** What each member says of whom it follows, for people, where that does not give one and the same primary. Pure. */
export function whoFollows(look: readonly Seen[], members: readonly Member[]): readonly string[] {
  return [
    'it is not known which member was the primary',
    ...look.map((seen) => {
      const { name } = seen.member;
      if (!isAnswering(seen)) return `${name} does not answer: ${seen.why}`;
      const { source } = seen.state;
      if (source === undefined) return `${name} follows nobody`;
      return `${name} follows ${sourceOf(seen, members)?.name ?? `${source.host}:${source.port}, which is no member`}`;
    }),
  ];
}
