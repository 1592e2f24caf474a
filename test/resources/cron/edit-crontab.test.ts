import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { editCrontab } from '../../../src/resources/cron/edit-crontab.ts';

const line = fc.constantFrom(
  '#Rackwright: backup',
  '#Ansible: backup',
  '#Rackwright: other',
  '0 3 * * * /bin/backup',
  '#0 3 * * * /bin/backup',
  '* * * * * true',
  '# a remark',
  '',
  'MAILTO=root',
  ' MAILTO = ops',
);
const lines = fc.array(line, { maxLength: 8 });
const entry = fc.constantFrom(
  { type: 'job' as const, name: 'backup', line: '0 3 * * * /bin/backup' },
  { type: 'job' as const, name: 'backup', line: '#0 3 * * * /bin/backup' },
  { type: 'variable' as const, name: 'MAILTO', line: 'MAILTO="ops"' },
);

test('a second edit finds everything right', () => {
  fc.assert(
    fc.property(entry, lines, (wish, before) => {
      const once = editCrontab({ entry: wish, present: true }, before);
      expect(editCrontab({ entry: wish, present: true }, once)).toBe(once);
      expect(once).toContain(wish.line);
    }),
  );
});

test('the remark of a job stands right before it', () => {
  fc.assert(
    fc.property(lines, (before) => {
      const job = { type: 'job' as const, name: 'backup', line: '1 1 * * * /bin/new' };
      const after = editCrontab({ entry: job, present: true }, before);
      expect(after[after.indexOf(job.line) - 1]).toMatch(/^#(?:Rackwright|Ansible): backup$/);
    }),
  );
});

test('jobs of other names keep their lines', () => {
  const before = ['#Rackwright: backup 2', '* * * * * two', '#Rackwright: backup', '* * * * * one'];
  const job = { type: 'job' as const, name: 'backup', line: 'x' };
  expect(editCrontab({ entry: job, present: false }, before)).toEqual(['#Rackwright: backup 2', '* * * * * two']);
});
