import type { Operation } from './operation.ts';
import { comparisonTests } from './tests/comparison.ts';
import { definedTests } from './tests/defined.ts';
import { listTests } from './tests/list.ts';
import { numberTests } from './tests/number.ts';
import { regexTests } from './tests/regex.ts';
import { resultTests } from './tests/result.ts';
import { typeTests } from './tests/type.ts';
import { versionTests } from './tests/version.ts';

/** What can stand after `is`. All give a boolean. */
export const tests: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    ...definedTests,
    ...typeTests,
    ...numberTests,
    ...comparisonTests,
    ...listTests,
    ...regexTests,
    ...resultTests,
    ...versionTests,
  }),
);
