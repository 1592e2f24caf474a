import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readCorpus } from './corpus.ts';
import { targets } from './targets/all.ts';

// The same targets as `npm run fuzz`, which looks for new ways through the code; here with what it has found so far, and with
// random texts of the words that the target knows. FUZZ_RUNS and FUZZ_SEED say how many and which.

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 300);
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_127);

describe.each(Object.entries(targets))('%s', (name, target) => {
  test('takes everything that has been of interest before', () => {
    const failures = readCorpus(name).flatMap((text) => {
      try {
        target.fuzz(text);
        return [];
      } catch (error) {
        return [`${text.toString('base64')}: ${String(error)}`];
      }
    });
    expect(failures).toEqual([]);
  });

  test('takes random texts', () => {
    const parts = fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...target.words).map((word) => Buffer.from(word)) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes)) },
    );
    const data = fc.array(parts, { maxLength: 40 }).map((chunks) => Buffer.concat(chunks));
    expect(() =>
      fc.assert(
        fc.property(data, (bytes) => target.fuzz(bytes)),
        { numRuns, seed },
      ),
    ).not.toThrow();
  });
});
