import { expect, test } from '@jest/globals';
import { interfaceManagers } from '../../src/facts/interface-managers.ts';
import { runFact } from '../support/run-fact.ts';

test('tells for each interface who sets it up, and by which file', () => {
  const text = `present ifupdown
present networkd
name eth0
claim ifupdown /etc/network/interfaces
claim networkd /run/systemd/network/10-netplan-eth0.network
name eth1
claim somebody /etc/other
`;
  const present = ['ifupdown', 'networkd'];
  expect(interfaceManagers.parse(Buffer.from(text), ['eth0', 'eth1'])).toEqual([
    {
      present,
      claims: [
        { manager: 'ifupdown', file: '/etc/network/interfaces' },
        { manager: 'networkd', file: '/run/systemd/network/10-netplan-eth0.network' },
      ],
    },
    { present, claims: [] },
  ]);
});

test('answers must be as many as questions', () => {
  expect(() => interfaceManagers.parse(Buffer.from('name a\n'), ['a', 'b'])).toThrow('not as many answers');
});

test('reads this machine', () => {
  const [none] = runFact(interfaceManagers, ['no-such.if']);
  expect(none).toMatchObject({ claims: [] });
});
