import type { Company } from './company.ts';
import type { HostState } from './host-state.ts';

/** A host's turns on itself. They need no order among others where nothing is delegated. */
export function ownTurns({ ground }: HostState, company: Company, shared: boolean): OwnTurns {
  let holding: (() => void) | undefined;
  const leave = (): void => {
    holding?.();
    holding = undefined;
  };
  const hold = async (): Promise<void> => void (holding = await company.take(ground.turn));
  return {
    enter: async () => {
      if (shared) await hold();
      return leave;
    },
    outside: async (wait) => {
      const wasInside = holding !== undefined;
      leave();
      try {
        await wait();
      } finally {
        if (wasInside) await hold();
      }
    },
  };
}

export interface OwnTurns {
  enter(): Promise<() => void>;
  /** Whoever waits lets other hosts' tasks have their turn, which may be what it waits for. */
  outside(wait: () => Promise<void>): Promise<void>;
}
