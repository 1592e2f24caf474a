import { expect, test } from '@jest/globals';
import { rules } from '../../src/audit/rules/registry.ts';
import { databaseSite } from '../drill/remedies/database-site.ts';
import { edgeSite } from '../drill/remedies/edge-site.ts';
import { votesSite } from '../drill/remedies/votes-site.ts';

test('a remedy of every rule is tried on lab hosts', () => {
  const tried = [edgeSite, databaseSite, votesSite].flatMap((site) => site.remedies('198.18.93'));
  const ids = tried.flatMap(({ findings }) => findings.map((each) => /\b[A-Z]\d+[a-z]?\b/.exec(each)?.[0]));
  expect([...new Set(ids)].toSorted()).toEqual(rules.map(({ id }) => id).toSorted());
});
