import type { Reporter, RunEvent } from '../reporter.ts';
import type { Masking } from '../secrets.ts';

/**
 * Gives each event to all reporters, with every known secret's value masked wherever it may have got to. A reporter
 * that throws is told of once and left out from then on: it can never fail a run.
 */
export function broadcast(
  reporters: readonly Reporter[],
  masking: Masking,
  complain: (message: string) => void,
): (event: RunEvent) => void {
  const broken = new Set<Reporter>();
  return (event) => {
    const safe = masking.data(event) as RunEvent;
    for (const reporter of reporters) {
      if (broken.has(reporter)) continue;
      try {
        reporter.on(safe);
      } catch (error) {
        broken.add(reporter);
        complain(`a reporter failed and is left out: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
}
