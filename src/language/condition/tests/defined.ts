import { isMissing } from '../missing.ts';
import type { Operation } from '../operation.ts';
import { operation } from '../operation.ts';

export const definedTests: Readonly<Record<string, Operation>> = {
  defined: operation([], 0, (input) => !isMissing(input), { missing: 'accepted' }),
  undefined: operation([], 0, (input) => isMissing(input), { missing: 'accepted' }),
};
