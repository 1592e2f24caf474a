import type { Inspection } from '../definition.ts';
import type { Entry, Position } from './entry.ts';
import { hasKnownEffect } from './touched-paths.ts';

/**
 * What readings of this host let expect, although a change has voided them since: nothing is decided by it but how far it
 * pays to read ahead. So a lone change in a long play costs one round trip more, wherever it stands.
 */
export class Forecast {
  readonly #touching = new Set<string>();

  /**
   * Whether the latest reading said that this entry's turn would touch the host in a way that nothing behind it can join, or
   * failed to say.
   */
  touches(position: Position): boolean {
    return this.#touching.has(keyOf(position));
  }

  /** Keeps what the reading of an entry says, when it is there. */
  learn({ position, turn }: Entry): void {
    const keep = (touching: boolean): void => {
      if (touching) this.#touching.add(keyOf(position));
      else this.#touching.delete(keyOf(position));
    };
    const failed = (): void => keep(true);
    if (turn.type === 'resource')
      turn.inspection.then((before) => keep(before.changes.length > 0 && !mayBeJoined(before)), failed);
    else if (turn.type === 'action') turn.guard?.then(({ needed }) => keep(needed), failed);
    else keep(turn.type === 'problem');
  }
}

/** What cannot be made yet, because of what is missing before it, may be joinable when its turn has come. */
function mayBeJoined(before: Inspection): boolean {
  try {
    return before.settles && before.steps().every(hasKnownEffect);
  } catch {
    return before.settles;
  }
}

function keyOf({ task, item }: Position): string {
  return `${task}.${item}`;
}
