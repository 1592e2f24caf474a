import { expect, test } from '@jest/globals';
import { filterMeanings } from '../../../src/language/condition/filter-meanings.ts';
import { filters } from '../../../src/language/condition/filters.ts';
import { helpers } from '../../../src/language/template/helpers.ts';

test('every filter and every helper says what it gives', () => {
  expect(Object.keys(filterMeanings).toSorted()).toEqual([...filters.keys()].toSorted());
  expect([...helpers].filter(([, { says }]) => says === '').map(([name]) => name)).toEqual([]);
});
