import type { IptablesChain } from '../../../facts/iptables-rules.ts';
import type { Change } from '../../../resource.ts';
import type { IpFamily } from '../ip-address.ts';
import { chainPrefix } from './user-rules.ts';

/** ufw jumps from the built-in chains once, when it makes its chains; it never puts back a jump that was removed. */
export function jumpChanges(family: IpFamily, live: readonly IptablesChain[]): readonly Change[] {
  return hooks.flatMap((hook) => {
    const [from, to] = [presentJumps(family, hook, live), wantedJumps(family, hook)].map(asText);
    return from === to ? [] : [{ attribute: `${family} jumps from ${hook}`, from: shown(from), to: shown(to) }];
  });
}

/** Input for `iptables-restore --noflush`; empty when nothing is to be done, or when ufw itself will make all chains anew. */
export function jumpRepair(family: IpFamily, live: readonly IptablesChain[]): string {
  const lines = hooks.flatMap((hook) => {
    const [present, wanted] = [presentJumps(family, hook, live), wantedJumps(family, hook)];
    if (asText(present) === asText(wanted)) return [];
    return [...present.map((jump) => `-D ${hook} ${jump}`), ...wanted.map((jump) => `-A ${hook} ${jump}`)];
  });
  const made = live.some(({ name }) => name === `${chainPrefix[family]}-before-logging-input`);
  return made && lines.length > 0 ? ['*filter', ...lines, 'COMMIT', ''].join('\n') : '';
}

const hooks = ['INPUT', 'OUTPUT'] as const;
type Hook = (typeof hooks)[number];

function wantedJumps(family: IpFamily, hook: Hook): readonly string[] {
  const stages = ['before-logging', 'before', 'after', 'after-logging', 'reject', 'track'];
  return stages.map((stage) => `-j ${chainPrefix[family]}-${stage}-${hook.toLowerCase()}`);
}

function presentJumps(family: IpFamily, hook: Hook, live: readonly IptablesChain[]): readonly string[] {
  const wanted = wantedJumps(family, hook);
  return live.find(({ name }) => name === hook)?.rules.filter((rule) => wanted.includes(rule)) ?? [];
}

function asText(jumps: readonly string[]): string {
  return jumps.map((jump) => `${jump}\n`).join('');
}

function shown(text = ''): { readonly text: string } {
  return { text };
}
