import type { Reporter, RunEvent } from '../reporter.ts';
import type { Secret } from '../secret.ts';

/**
 * Gives each event to all reporters, with every known secret's value masked wherever it may have got to. A reporter
 * that throws is told of once and left out from then on: it can never fail a run.
 */
export function broadcast(
  reporters: readonly Reporter[],
  secrets: readonly Secret[],
  complain: (message: string) => void,
): (event: RunEvent) => void {
  const broken = new Set<Reporter>();
  const values = secrets
    .map((secret) => secret.reveal())
    .filter((value) => value.length >= shortestMasked)
    // A secret that begins with another one must not leave its end behind.
    .sort((a, b) => b.length - a.length);
  return (event) => {
    const safe = values.length === 0 ? event : (masked(event, values) as RunEvent);
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

/** Masking shorter values would destroy every report and protect nothing. */
const shortestMasked = 4;

function masked(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return secrets.reduce((text, secret) => text.replaceAll(secret, '***'), value);
  if (Array.isArray(value)) return value.map((item) => masked(item, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item, secrets)]));
}
