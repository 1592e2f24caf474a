import type { Reporter } from '../reporter.ts';

/** One event a line, as JSON. Bytes never appear in events, so they are what they say. */
export function jsonLines(write: (text: string) => void): Reporter {
  return { on: (event) => write(`${JSON.stringify(event)}\n`) };
}
