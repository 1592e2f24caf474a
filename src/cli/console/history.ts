import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The lines of earlier consoles, oldest first, and a way to add one. Lines that begin with a space are not kept, as in shells. */
export function openHistory(path: string): { readonly lines: readonly string[]; add(line: string): void } {
  return {
    lines: linesOf(path),
    add: (line) => {
      if (line.trim() === '' || line.startsWith(' ')) return;
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      appendFileSync(path, `${line}\n`, { mode: 0o600 });
    },
  };
}

const kept = 1000;

function linesOf(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-kept);
  } catch {
    // There is none yet, or none that may be read: a prompt without history.
    return [];
  }
}
