import type { IptablesChain } from '../../../facts/iptables-rules.ts';
import type { Change } from '../../../resource.ts';
import type { IpFamily } from '../ip-address.ts';
import type { Policy } from '../policy.ts';
import { jumpIsRight, jumpPlace, showCalls } from './jump.ts';
import { normalRule } from './normal-rule.ts';
import { hooks, ownedChainName, ownedChains } from './owned-chains.ts';

/** What differs in our chains and in the jumps to them. `live` is in normal spelling. */
export function chainChanges(policy: Policy, family: IpFamily, live: readonly IptablesChain[]): readonly Change[] {
  const wanted = ownedChains(policy, family);
  const contents = hooks.flatMap((hook) =>
    textChange(
      `${family} ${ownedChainName(hook)}`,
      live.find(({ name }) => name === ownedChainName(hook))?.rules,
      wanted.find((chain) => chain.hook === hook)?.rules.map((rule) => normalRule(rule, family)),
    ),
  );
  const jumps = wanted
    .filter(({ hook }) => !jumpIsRight(live, hook))
    .map(({ hook }) => ({
      attribute: `${family} jump from ${hook}`,
      from: showCalls(live, hook),
      to: `rule ${jumpPlace(live, hook)}`,
    }));
  return [...contents, ...jumps];
}

function textChange(
  attribute: string,
  from: readonly string[] | undefined,
  to: readonly string[] | undefined,
): readonly Change[] {
  const [before, after] = [asText(from), asText(to)];
  if (before === after) return [];
  return [
    {
      attribute,
      from: before === undefined ? null : { text: before },
      to: after === undefined ? null : { text: after },
    },
  ];
}

function asText(rules: readonly string[] | undefined): string | undefined {
  return rules?.map((rule) => `${rule}\n`).join('');
}
