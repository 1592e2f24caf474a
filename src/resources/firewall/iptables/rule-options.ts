import { ruleWords } from './rule-words.ts';

/** `! --dport 22` */
export interface RuleOption {
  readonly name: string;
  readonly negated: boolean;
  readonly values: readonly string[];
}

/** What `-m NAME` or `-j NAME` begins, or, without a name, what belongs to no extension: `-s`, `-p`. */
export interface RulePart {
  readonly opening: '' | '-m' | '-j' | '-g';
  readonly name: string;
  readonly options: readonly RuleOption[];
}

/** A rule in parts. Options that stand after `-p tcp` without `-m` belong to the protocol's own match. */
export function ruleParts(rule: string): readonly RulePart[] {
  const parts: { readonly opening: RulePart['opening']; readonly name: string; readonly options: RuleOption[] }[] = [];
  const own: RuleOption[] = [];
  for (const option of ruleOptions(rule)) {
    const [value = ''] = option.values;
    if (option.name === '-m' || option.name === '-j' || option.name === '-g') {
      // `-m tcp -m tcp` is one match to iptables-nft and two to iptables-legacy.
      if (parts.at(-1)?.name !== value || !protocolMatches.has(value))
        parts.push({ opening: option.name, name: value, options: [] });
    } else if (ownOptions.has(option.name)) own.push(option);
    else {
      if (parts.length === 0) parts.push({ opening: '-m', name: protocolOf(own), options: [] });
      parts.at(-1)?.options.push(option);
    }
  }
  return [{ opening: '', name: '', options: own }, ...parts];
}

const protocolMatches: ReadonlySet<string> = new Set(['tcp', 'udp']);

const ownOptions: ReadonlySet<string> = new Set(['-s', '-d', '-i', '-o', '-p', '-f']);

function protocolOf(own: readonly RuleOption[]): string {
  return own.find(({ name }) => name === '-p')?.values[0] ?? '';
}

function ruleOptions(rule: string): readonly RuleOption[] {
  const options: { readonly name: string; readonly negated: boolean; readonly values: string[] }[] = [];
  let negated = false;
  for (const { text, quoted } of ruleWords(rule)) {
    if (text === '!' && !quoted) negated = true;
    else if (/^--?[a-z]/i.test(text) && !quoted) {
      options.push({ name: shortNames.get(text) ?? text, negated, values: [] });
      negated = false;
    } else options.at(-1)?.values.push(text);
  }
  return options;
}

const shortNames: ReadonlyMap<string, string> = new Map([
  ['--source', '-s'],
  ['--destination', '-d'],
  ['--in-interface', '-i'],
  ['--out-interface', '-o'],
  ['--protocol', '-p'],
  ['--match', '-m'],
  ['--jump', '-j'],
  ['--goto', '-g'],
]);
