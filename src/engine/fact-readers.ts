import type { FactReader } from '../fact.ts';
import type { Become } from '../host.ts';
import { becomeKey } from './become-key.ts';
import { createFactReader } from './fact-batch.ts';
import type { Line } from './host-line.ts';

/** Readers over a line: one for each user, so that all who ask in one turn of the event loop ask together. */
export function createFactReaders(line: Line): (become: Become | undefined) => FactReader {
  const readers = new Map<string, FactReader>();
  return (become) => {
    const user = becomeKey(become);
    let reader = readers.get(user);
    if (reader === undefined) {
      reader = createFactReader((request) => line.read({ ...request, ...(become && { become }) }));
      readers.set(user, reader);
    }
    return reader;
  };
}
