import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { askGalera } from '../sql/galera/ask-galera.ts';
import type { GaleraState } from '../sql/galera/galera-state.ts';
import { readGalera } from '../sql/galera/read-galera.ts';

/** How the host's part of a Galera cluster is. Needs root. */
export const galeraNode: FactKind<null, GaleraState> = {
  name: 'galeraNode',
  identity: () => '',
  script: askGalera,
  parse: (stdout) => {
    const state = readGalera(stdout);
    if (state === undefined) throw new FactError('galeraNode: the answer is cut off');
    return [state];
  },
};
