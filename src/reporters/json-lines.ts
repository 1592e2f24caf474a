import type { Reporter } from '../reporter.ts';

/** One event a line, as JSON. Bytes never appear in events, so they are what they say. */
export function jsonLines(write: (text: string) => void): Reporter {
  return { on: (event) => write(`${escaped(JSON.stringify(event))}\n`) };
}

/** What JSON lets pass and a terminal or a line reader obeys, in the form that JSON reads as the same. */
function escaped(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
