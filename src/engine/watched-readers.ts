import type { FactReader } from '../fact.ts';
import type { Become } from '../host.ts';
import { createFactReaders } from './fact-readers.ts';
import type { Line } from './host-line.ts';
import type { Applied } from './journal/applied.ts';

/** Readers that note which paths tasks ask about: what somebody still asks about has not left the playbook. */
export function watchedReaders(line: Line, applied: Applied): (become: Become | undefined) => FactReader {
  const readers = createFactReaders(line);
  return (become) => {
    const reader = readers(become);
    return {
      read: (kind, key) => {
        for (const path of kind.paths?.(key) ?? []) applied.lookAt(path);
        return reader.read(kind, key);
      },
    };
  };
}
