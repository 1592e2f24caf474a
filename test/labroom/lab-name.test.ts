import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkPlan } from '../../src/lab/check-plan.ts';
import { defaultLabName } from '../../src/lab/lab-name.ts';

test('two checkouts of one project have labs of different names', () => {
  expect(defaultLabName('/home/a/site')).toMatch(/^site-[0-9a-f]{6}$/);
  expect(defaultLabName('/home/a/site')).not.toBe(defaultLabName('/home/b/site'));
});

test('whatever the directory is called, the name is one that a lab can have', () => {
  const hosts = [{ name: 'web1', address: '198.18.10.11' }];
  fc.assert(
    fc.property(fc.string(), (directory) => {
      const plan = { name: defaultLabName(directory), subnet: '198.18.10.0/24', directory, hosts };
      expect(() => checkPlan(plan)).not.toThrow();
    }),
  );
});
