import { describe, expect, test } from '@jest/globals';
import { jumpIsRight, jumpPlace, showCalls } from '../../../../src/resources/firewall/iptables/jump.ts';

const ours = '-j RACKWRIGHT-INPUT';
const ban = '-p tcp -m multiport --dports 22 -j f2b-sshd';

describe('the jump to our chain', () => {
  test.each<[string, readonly string[], boolean, number, string]>([
    ['must be there', [], false, 1, 'missing'],
    ['is right in first place', [ours, '-j ACCEPT'], true, 1, 'rule 1'],
    ['is wrong behind anything that could accept', ['-p tcp -m tcp --dport 9 -j ACCEPT', ours], false, 1, 'rule 2'],
    ['is right behind what fail2ban put first', [ban, '-j f2b-recidive', ours], true, 3, 'rule 3'],
    ['is wrong before fail2ban, which would never see a packet', [ours, ban], false, 2, 'rule 1'],
    ['is wrong twice', [ours, ours], false, 1, 'rules 1 and 2'],
    ['does not count with a condition', ['-i eth0 -j RACKWRIGHT-INPUT'], false, 1, 'missing'],
    ['is not fooled by a chain that only sounds like fail2ban’s', ['-j my-f2b-x', ours], false, 1, 'rule 2'],
  ])('%s', (_title, rules, right, place, shown) => {
    const live = [{ name: 'INPUT', policy: 'ACCEPT', rules }];
    expect(jumpIsRight(live, 'INPUT')).toBe(right);
    expect(jumpPlace(live, 'INPUT')).toBe(place);
    expect(showCalls(live, 'INPUT')).toBe(shown);
  });
});
