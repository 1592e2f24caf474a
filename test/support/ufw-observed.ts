import type { IptablesChain, IptablesRules } from '../../src/facts/iptables-rules.ts';
import type { IpFamily } from '../../src/resources/firewall/ip-address.ts';
import type { Observed } from '../../src/resources/firewall/observed.ts';
import type { Policy } from '../../src/resources/firewall/policy.ts';
import { ufwPaths } from '../../src/resources/firewall/ufw/paths.ts';
import { withRateLimiting } from '../../src/resources/firewall/ufw/rate-limiting.ts';
import { formatRulesFile } from '../../src/resources/firewall/ufw/rules-file.ts';
import { chainPrefix, userRules } from '../../src/resources/firewall/ufw/user-rules.ts';
import { file, untouched } from './firewall-observed.ts';

/** ufw as the package installs it, inactive. */
export function withUfw(): Observed {
  return {
    ...untouched(),
    ufwInstalled: true,
    files: new Map([
      [ufwPaths.defaults, file('IPV6=yes\nDEFAULT_INPUT_POLICY="DROP"\nDEFAULT_OUTPUT_POLICY="ACCEPT"\n')],
      [ufwPaths.settings, file('ENABLED=no\nLOGLEVEL=low\n')],
      [ufwPaths.ipv4, file('*filter\n### RULES ###\nCOMMIT\n')],
      [ufwPaths.ipv6, file('*filter\n### RULES ###\nCOMMIT\n')],
    ]),
  };
}

/** A host that the ufw backend has brought to a policy that drops, logs and lets everything out. */
export function keptByUfw(policy: Policy): Observed {
  const saved = (family: IpFamily): string => {
    const fresh = { head: ['*filter', '### RULES ###'], rules: userRules(policy, family), tail: ['COMMIT', ''] };
    const limited = policy.services.some(({ limit }) => limit);
    return formatRulesFile(limited ? withRateLimiting(fresh, family) : fresh);
  };
  return {
    ...withUfw(),
    rules: { ipv4: liveRules(policy, 'ipv4'), ipv6: liveRules(policy, 'ipv6') },
    files: new Map([
      ...withUfw().files,
      [ufwPaths.settings, file('ENABLED=yes\nLOGLEVEL=low\n')],
      [ufwPaths.ipv4, file(saved('ipv4'))],
      [ufwPaths.ipv6, file(saved('ipv6'))],
    ]),
  };
}

function liveRules(policy: Policy, family: IpFamily): IptablesRules {
  const prefix = chainPrefix[family];
  const lines = userRules(policy, family).flatMap((rule) => rule.lines);
  const built = (name: string, accepts: boolean): IptablesChain => ({
    name,
    policy: accepts ? 'ACCEPT' : 'DROP',
    rules: ['before-logging', 'before', 'after', 'after-logging', 'reject', 'track'].map(
      (stage) => `-j ${prefix}-${stage}-${name.toLowerCase()}`,
    ),
  });
  const own = ['input', 'output'].flatMap((way): readonly IptablesChain[] => [
    { name: `${prefix}-before-${way}`, policy: '-', rules: [`-j ${prefix}-user-${way}`] },
    {
      name: `${prefix}-user-${way}`,
      policy: '-',
      rules: lines.flatMap((line) => new RegExp(`^-A ${prefix}-user-${way} (.*)$`).exec(line)?.[1] ?? []),
    },
    { name: `${prefix}-before-logging-${way}`, policy: '-', rules: [] },
  ]);
  return { state: 'read', chains: [built('INPUT', false), built('OUTPUT', true), ...own] };
}
