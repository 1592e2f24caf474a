import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { faultLab } from '../faults/fault-lab.ts';
import type { FaultLab } from '../faults/fault-lab.ts';
import { injectAll } from '../faults/inject-all.ts';
import { table } from '../faults/table.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

// A sample of `npm run faults`, always the same one.

const minutes = 60_000;
const directory = join(temporaryDirectory(), 'faults');
let lab: FaultLab;
beforeAll(async () => {
  lab = await faultLab(directory, '198.18.63', () => undefined);
}, 15 * minutes);
afterAll(async () => lab.down(), 2 * minutes);

test(
  'a run that is cut, killed or frozen is finished by the next one, and the host is as if nothing had been',
  async () => {
    const results = await injectAll(
      directory,
      lab,
      { count: 4, seed: 7, hosts: 2 },
      () => undefined,
      new AbortController().signal,
    );
    process.stderr.write(`\n${table(results)}\n`);
    expect(results.filter((each) => each.wrong.length > 0)).toEqual([]);
    expect(results).toHaveLength(4);
  },
  20 * minutes,
);
