import { describe, expect, test } from '@jest/globals';
import { InputError } from '../../src/diagnostics/errors.ts';
import { checkPlan } from '../../src/lab/check-plan.ts';
import type { LabPlan } from '../../src/lab/plan.ts';

const good: LabPlan = {
  name: 'site-1a2b3c',
  subnet: '198.18.10.0/24',
  directory: '.rackwright/lab',
  hosts: [
    { name: 'web1', address: '198.18.10.11' },
    { name: 'web2.example', address: '198.18.10.12' },
  ],
};

describe('checkPlan', () => {
  test('a good plan passes', () => {
    expect(() => checkPlan(good)).not.toThrow();
  });

  test.each<[string, Partial<LabPlan>]>([
    ['"a b" cannot be the name of a lab', { name: 'a b' }],
    ['"--all" cannot be the name of a lab', { name: '--all' }],
    ['the lab has no host', { hosts: [] }],
    ['"10.0.0.0/8" cannot be the subnet of a lab', { subnet: '10.0.0.0/8' }],
    ['"198.16.0.0/13" cannot be the subnet of a lab', { subnet: '198.16.0.0/13' }],
    ['"-v" cannot be the name of a lab host', { hosts: [{ name: '-v', address: '198.18.10.11' }] }],
    ['"a|b" cannot be the name of a lab host', { hosts: [{ name: 'a|b', address: '198.18.10.11' }] }],
    ['web1: "198.18.11.1" is not an address', { hosts: [{ name: 'web1', address: '198.18.11.1' }] }],
    ['web1: "198.18.10.255" is not an address', { hosts: [{ name: 'web1', address: '198.18.10.255' }] }],
    ['web1: "::1" is not an address', { hosts: [{ name: 'web1', address: '::1' }] }],
    ['two hosts are called web1', { hosts: [good.hosts[0]!, { name: 'WEB1', address: '198.18.10.13' }] }],
    ['two hosts have the address', { hosts: [good.hosts[0]!, { name: 'web3', address: '198.18.10.11' }] }],
  ])('%s', (message, change) => {
    expect(() => checkPlan({ ...good, ...change })).toThrow(message);
  });

  test('everything that is wrong is said at once', () => {
    const bad = { ...good, name: '', hosts: [{ name: '', address: 'x' }] };
    const attempt = () => {
      checkPlan(bad);
    };
    expect(attempt).toThrow(InputError);
    try {
      attempt();
    } catch (error) {
      expect((error as InputError).diagnostics).toHaveLength(3);
    }
  });
});
