import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { sh } from '../shell.ts';
import { outputLines } from './output-lines.ts';

/** Source: the filter table as `iptables-save` and `ip6tables-save` print it, whichever variant (nft, legacy) they are. */
export type IptablesRules =
  | { readonly state: 'read'; readonly chains: readonly IptablesChain[] }
  /** The program is not installed. */
  | { readonly state: 'missing' }
  /** The kernel does not do IPv6. */
  | { readonly state: 'unsupported' }
  /** The table cannot be shown; `why` is what the program said. */
  | { readonly state: 'unreadable'; readonly why: string };

export interface IptablesChain {
  readonly name: string;
  /** Of a built-in chain: `ACCEPT` or `DROP`; of others `-`. */
  readonly policy: string;
  /** In order, without `-A NAME`: `-p tcp -m tcp --dport 22 -j ACCEPT`. */
  readonly rules: readonly string[];
}

/** No chains means that nothing uses the table. */
export const iptablesRules: FactKind<'ipv4' | 'ipv6', IptablesRules> = {
  name: 'iptablesRules',
  identity: (family) => family,
  script: (families) => sh`
PATH=$PATH:/usr/sbin:/sbin
for family in ${families}; do
  case $family in ipv4) tool=iptables-save ;; *) tool=ip6tables-save ;; esac
  if [ "$family" = ipv6 ] && [ ! -e /proc/sys/net/ipv6 ]; then echo unsupported; continue; fi
  command -v "$tool" >/dev/null 2>&1 || { echo missing; continue; }
  if rules=$("$tool" -t filter 2>&1); then echo read; else echo unreadable; fi
  printf '%s\\n' "$rules" | sed 's/^/ /'
done`,
  parse: (stdout, families) => {
    const answers: { readonly head: string; readonly body: string[] }[] = [];
    for (const line of outputLines(stdout))
      if (line.startsWith(' ')) answers.at(-1)?.body.push(line.slice(1));
      else answers.push({ head: line, body: [] });
    if (answers.length !== families.length)
      throw new FactError(`iptablesRules: ${answers.length} answers to ${families.length} questions`);
    return answers.map(({ head, body }) => rulesOf(head, body));
  },
};

function rulesOf(head: string, body: readonly string[]): IptablesRules {
  const incompatible = body.find((line) => /^# Table \S+ is incompatible/.test(line));
  if (head === 'read')
    return incompatible === undefined ? readChains(body) : { state: 'unreadable', why: incompatible };
  if (head === 'unreadable') return { state: head, why: body.join(' ').slice(0, 500) };
  if (head === 'missing' || head === 'unsupported') return { state: head };
  throw new FactError(`iptablesRules: unexpected line: ${head.slice(0, 200)}`);
}

/** The form is that of iptables-save(8): `:CHAIN POLICY [0:0]`, then `-A CHAIN RULE`. */
function readChains(lines: readonly string[]): IptablesRules {
  const chains = new Map<string, { readonly name: string; readonly policy: string; readonly rules: string[] }>();
  for (const line of lines) {
    const [, name, policy = ''] = /^:(\S+) (\S+)/.exec(line) ?? [];
    if (name !== undefined) chains.set(name, { name, policy, rules: [] });
    const [, chain = '', rule = ''] = /^-A (\S+) ?(.*)$/.exec(line) ?? [];
    chains.get(chain)?.rules.push(rule);
  }
  return { state: 'read', chains: [...chains.values()] };
}
