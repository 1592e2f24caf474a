import type { Rule } from '../rule.ts';
import { everythingOnEach } from './everything-on-each.ts';
import { exposedInside } from './exposed-inside.ts';
import { oneAddressTwice } from './one-address-twice.ts';
import { plainBehindTls } from './plain-behind-tls.ts';
import { plainData } from './plain-data.ts';
import { sharedFate } from './shared-fate.ts';
import { singleEntry } from './single-entry.ts';
import { singleWriter } from './single-writer.ts';
import { unwatched } from './unwatched.ts';
import { watcherAmongWatched } from './watcher-among-watched.ts';

export const rules: readonly Rule[] = [
  plainBehindTls,
  plainData,
  singleWriter,
  everythingOnEach,
  singleEntry,
  watcherAmongWatched,
  sharedFate,
  oneAddressTwice,
  exposedInside,
  unwatched,
];
