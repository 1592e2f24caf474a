import type { IptablesChain } from '../../../facts/iptables-rules.ts';
import type { Change, ChangeValue } from '../../../resource.ts';
import { familiesOf, liveChains } from '../iptables/live-chains.ts';
import { normalRule } from '../iptables/normal-rule.ts';
import { ipFamilies } from '../ip-address.ts';
import type { IpFamily } from '../ip-address.ts';
import type { Observed } from '../observed.ts';
import type { Policy } from '../policy.ts';
import { hasRateLimiting } from './rate-limiting.ts';
import { jumpChanges } from './jumps.ts';
import { ufwRulesFile } from './state.ts';
import { chainPrefix, userRules } from './user-rules.ts';
import type { UserRule } from './user-rules.ts';

/** What differs in ufw's files: what it would load. */
export function savedRuleChanges(policy: Policy, observed: Observed): readonly Change[] {
  return ipFamilies.flatMap((family) => {
    const file = ufwRulesFile(observed, family);
    const present = file?.rules.filter((rule) => !isRoute(rule));
    const wanted = userRules(policy, family);
    const tuples = change(`${family} user rules`, present && tupleText(present), tupleText(wanted));
    const lines = change(`${family} user rule lines`, present && lineText(present), lineText(wanted));
    if (tuples.length > 0 || lines.length > 0) return tuples.length > 0 ? tuples : lines;
    const limited = file && policy.services.some(({ limit }) => limit) && !hasRateLimiting(file, family);
    return limited ? [{ attribute: `${family} rate limiting`, from: 'missing', to: 'present' }] : [];
  });
}

/** What differs in the kernel although the files are right: something went past ufw. */
export function liveRuleChanges(policy: Policy, observed: Observed): readonly Change[] {
  return familiesOf(observed).flatMap((family) => {
    const live = liveChains(observed, family);
    return [
      ...chainChanges(policy, family, live),
      ...policyChanges(policy, family, live),
      ...callChanges(family, live),
      ...jumpChanges(family, live),
    ];
  });
}

/** `ufw route` rules are nobody's but the user's: no policy speaks of forwarding. */
export function isRoute({ tuple, lines }: UserRule): boolean {
  return tuple.startsWith('route:') || (tuple === '' && lines.every((line) => / ufw6?-user-forward /.test(line)));
}

function chainChanges(policy: Policy, family: IpFamily, live: readonly IptablesChain[]): readonly Change[] {
  const lines = userRules(policy, family).flatMap((rule) => rule.lines);
  return ['input', 'output'].flatMap((way) => {
    const name = `${chainPrefix[family]}-user-${way}`;
    const own = lines.filter((line) => line.startsWith(`-A ${name} `));
    const wanted = own.map((line) => `${normalRule(line.slice(`-A ${name} `.length), family)}\n`).join('');
    const present = live
      .find((chain) => chain.name === name)
      ?.rules.map((rule) => `${rule}\n`)
      .join('');
    return change(`${family} ${name}`, present, wanted);
  });
}

/** ufw rejects in a chain of its own and lets the built-in chain drop the rest. */
function policyChanges(policy: Policy, family: IpFamily, live: readonly IptablesChain[]): readonly Change[] {
  const wanted = [
    ['INPUT', policy.incoming],
    ['OUTPUT', policy.outgoing],
  ] as const;
  return wanted.flatMap(([hook, disposition]) => {
    const present = live.find(({ name }) => name === hook)?.policy ?? null;
    const to = disposition === 'accept' ? 'ACCEPT' : 'DROP';
    return present === to ? [] : [{ attribute: `${family} ${hook} policy`, from: present, to }];
  });
}

/** ufw's own rules must come to the user rules. */
function callChanges(family: IpFamily, live: readonly IptablesChain[]): readonly Change[] {
  return ['input', 'output'].flatMap((way) => {
    const [from, to] = [`${chainPrefix[family]}-before-${way}`, `${chainPrefix[family]}-user-${way}`];
    const present = live.find(({ name }) => name === from)?.rules.includes(`-j ${to}`) === true;
    return present ? [] : [{ attribute: `${family} jump from ${from} to ${to}`, from: 'missing', to: 'present' }];
  });
}

function change(attribute: string, from: string | undefined, to: string): readonly Change[] {
  if (from === to) return [];
  const before: ChangeValue = from === undefined ? null : { text: from };
  return [{ attribute, from: before, to: { text: to } }];
}

function tupleText(rules: readonly UserRule[]): string {
  return rules.map(({ tuple, lines }) => `${tuple === '' ? lines.join('; ') : readable(tuple)}\n`).join('');
}

/** ufw writes comments in hexadecimal digits. What is not plain text stays so. */
function readable(tuple: string): string {
  return tuple.replace(/comment=([0-9a-f]+)$/, (digits, hex: string) => {
    const comment = Buffer.from(hex, 'hex').toString();
    return /^\P{C}+$/u.test(comment) ? `comment=${comment}` : digits;
  });
}

function lineText(rules: readonly UserRule[]): string {
  return rules.flatMap(({ lines }) => lines.map((line) => `${line}\n`)).join('');
}
