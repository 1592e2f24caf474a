import { expect, test } from '@jest/globals';
import { ansible } from './tools/ansible.ts';
import { pyinfra } from './tools/pyinfra.ts';
import { rackwright } from './tools/rackwright.ts';

const recap = `recap after 0.5 s
bench1  ok=49  changed=1  skipped=0  failed=0  converged
bench2  ok=49  changed=1  skipped=0  failed=0  converged
in all  ok=98  changed=2  skipped=0  failed=0

what travelled
bench1   play workload  round-trips=6  requests=25  sent=29.9 kB  received=34.6 kB
bench2   play workload  round-trips=5  requests=25  sent=29.9 kB  received=34.6 kB
maximum                 round-trips=6  requests=25  sent=29.9 kB  received=34.6 kB
`;

test('what Rackwright did is read from its recap: the sum of all hosts, and the most round trips', () => {
  expect(rackwright.account(recap, 'damaged')).toEqual({ changes: 2, roundTrips: 6 });
  expect(rackwright.account(recap.replaceAll('changed', 'would-change'), 'plan').changes).toBe(2);
});

test('what peers did is summed up over hosts', () => {
  const ansibleRecap = 'bench1 : ok=50 changed=1 unreachable=0\nbench2 : ok=50 changed=1 unreachable=0\n';
  expect(ansible.account(ansibleRecap, 'damaged')).toEqual({ changes: 2, roundTrips: null });
  const pyinfraResults =
    '[a] Operations: 50   Change: 1   No change: 49\n[a] \u001b[1mChanged: 2\u001b[0m   No change: 48\n';
  expect(pyinfra('pyinfra').account(pyinfraResults, 'plan').changes).toBe(1);
  expect(pyinfra('pyinfra').account(pyinfraResults, 'damaged').changes).toBe(2);
});

test('a tool that does not say what it did counts as a failure', () => {
  expect(rackwright.account('', 'converged').changes).toBeNaN();
  expect(pyinfra('pyinfra').account('', 'converged').changes).toBeNaN();
});
