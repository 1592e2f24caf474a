import type { IpFamily } from '../ip-address.ts';
import { normalProtocol, normalValues } from './normal-values.ts';
import { ruleParts } from './rule-options.ts';
import type { RuleOption, RulePart } from './rule-options.ts';
import { writeRuleWord } from './rule-words.ts';

/**
 * One spelling for the ways in which people, ufw and the variants and versions of iptables write the same rule: order of
 * options, implied matches (`-m tcp`), numbers and names, lengths of prefixes, defaults that are said or not said.
 * What it does not know it leaves alone.
 */
export function normalRule(rule: string, family: IpFamily): string {
  const [own, ...rest] = ruleParts(rule).map((part) => normalPart(part, family));
  const protocol = own?.options.find(({ name }) => name === '-p')?.values[0];
  const sorted = ownOrder.flatMap((name) => own?.options.filter((option) => option.name === name) ?? []);
  const matches = rest.filter(
    ({ opening, name, options }) => opening === '-m' && !(name === protocol && options.length === 0),
  );
  const targets = rest.filter(({ opening }) => opening !== '-m');
  return [...sorted.flatMap(optionWords), ...[...matches, ...targets].flatMap(partWords)].join(' ');
}

const ownOrder = ['-s', '-d', '-i', '-o', '-f', '-p'];

function normalPart({ opening, name, options }: RulePart, family: IpFamily): RulePart {
  const known = partNames.get(`${opening} ${name}`) ?? name;
  const spelled = options.flatMap((option) => normalOption(option, family));
  return { opening, name: opening === '-m' ? normalProtocol(known) : known, options: complete(known, spelled, family) };
}

const partNames: ReadonlyMap<string, string> = new Map([
  ['-m state', 'conntrack'],
  ['-m icmpv6', 'icmp6'],
  ['-m ipv6-icmp', 'icmp6'],
]);

/** None for what says nothing, such as `-s 0.0.0.0/0`. */
function normalOption(option: RuleOption, family: IpFamily): readonly RuleOption[] {
  const name = optionNames.get(option.name) ?? option.name;
  const values = option.name === '--syn' ? ['FIN,SYN,RST,ACK', 'SYN'] : normalValues(name, option.values, family);
  const empty = !option.negated && sayNothing.has(`${name} ${values.join(' ')}`);
  return empty ? [] : [{ name, negated: option.negated, values }];
}

const optionNames: ReadonlyMap<string, string> = new Map([
  ['--state', '--ctstate'],
  ['--syn', '--tcp-flags'],
  ['--destination-port', '--dport'],
  ['--source-port', '--sport'],
  ['--destination-ports', '--dports'],
  ['--source-ports', '--sports'],
]);

const sayNothing: ReadonlySet<string> = new Set([
  '-s 0.0.0.0/0',
  '-d 0.0.0.0/0',
  '-s ::/0',
  '-d ::/0',
  '-p all',
  '--limit-burst 5',
  '--log-level 4',
  '--rsource ',
  '--mask 255.255.255.255',
  '--mask ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  '--name DEFAULT',
]);

/** The options of an extension in one order, with those that are always meant. */
function complete(extension: string, options: readonly RuleOption[], family: IpFamily): readonly RuleOption[] {
  const sorted = [...options].sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
  if (extension !== 'REJECT' || options.length > 0) return sorted;
  const unreachable = family === 'ipv4' ? 'icmp-port-unreachable' : 'icmp6-port-unreachable';
  return [{ name: '--reject-with', negated: false, values: [unreachable] }];
}

function partWords({ opening, name, options }: RulePart): readonly string[] {
  return [opening, writeRuleWord(name), ...options.flatMap(optionWords)];
}

function optionWords({ name, negated, values }: RuleOption): readonly string[] {
  return [...(negated ? ['!'] : []), name, ...values.map(writeRuleWord)];
}
