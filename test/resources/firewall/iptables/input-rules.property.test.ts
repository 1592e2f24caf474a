import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inputRules } from '../../../../src/resources/firewall/iptables/input-rules.ts';
import { verdictOf } from '../../../../src/resources/firewall/verdict.ts';
import { packets, policies } from '../../../support/firewall-arbitraries.ts';
import { simulate } from '../../../support/iptables-simulator.ts';

describe('the compiled rules', () => {
  test('decide on every packet as the policy does', () => {
    fc.assert(
      fc.property(policies, fc.array(packets, { minLength: 20, maxLength: 20 }), (policy, all) => {
        for (const packet of all) {
          const end = simulate(inputRules(policy, packet.source.family), packet);
          // What leaves our chain at its end is not for us to refuse.
          const accepted = end === 'ACCEPT' || end === undefined;
          expect({ packet, accepted }).toEqual({ packet, accepted: verdictOf(policy, packet).accepted });
        }
      }),
      { numRuns: 300 },
    );
  });

  test('never leave the end of the chain open unless everything may come in', () => {
    fc.assert(
      fc.property(policies, packets, (policy, packet) => {
        const end = simulate(inputRules(policy, packet.source.family), packet);
        expect(end !== undefined || policy.incoming === 'accept').toBe(true);
      }),
    );
  });
});
