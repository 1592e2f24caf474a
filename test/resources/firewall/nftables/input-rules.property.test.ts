import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inputRules } from '../../../../src/resources/firewall/nftables/input-rules.ts';
import { normalTable } from '../../../../src/resources/firewall/nftables/normal-table.ts';
import { tableText } from '../../../../src/resources/firewall/nftables/table-text.ts';
import { verdictOf } from '../../../../src/resources/firewall/verdict.ts';
import { packets, policies } from '../../../support/firewall-arbitraries.ts';
import { simulateNft } from '../../../support/nft-simulator.ts';

describe('the compiled table', () => {
  test('decides on every packet as the policy does', () => {
    fc.assert(
      fc.property(policies, fc.array(packets, { minLength: 20, maxLength: 20 }), (policy, all) => {
        for (const packet of all) {
          const end = simulateNft(inputRules(policy), packet);
          const accepted = end === 'accept' || (end === undefined && policy.incoming === 'accept');
          expect({ packet, accepted }).toEqual({ packet, accepted: verdictOf(policy, packet).accepted });
        }
      }),
      { numRuns: 300 },
    );
  });

  test('has one normal spelling, which is its own', () => {
    fc.assert(
      fc.property(policies, (policy) => {
        const normal = normalTable(tableText(policy));
        const again = [...normal].map(([name, lines]) =>
          name === 'table' ? 'table inet rackwright {\n' : `${name} {\n${lines.join('\n')}\n}\n`,
        );
        expect(normalTable(`${again.join('')}}\n`)).toEqual(normal);
      }),
    );
  });
});
