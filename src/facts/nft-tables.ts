import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { sh } from '../shell.ts';
import { outputLines } from './output-lines.ts';

/** Source: nft(8). */
export type NftTables =
  | {
      readonly state: 'read';
      /** The asked table as `nft --numeric --stateless --terse list table` prints it; nothing where it does not exist. */
      readonly table: string | undefined;
      /** The chains of all tables that packets come to by themselves. */
      readonly hooked: readonly HookedChain[];
    }
  /** The program is not installed. */
  | { readonly state: 'missing' }
  /** The tables cannot be shown; `why` is what the program said. */
  | { readonly state: 'unreadable'; readonly why: string };

/** A base chain. */
export interface HookedChain {
  /** Family and name: `inet firewalld`. */
  readonly table: string;
  readonly name: string;
  /** `input`, `output`, `forward`, … */
  readonly hook: string;
  /** `accept` or `drop`. */
  readonly policy: string;
}

/** The key is a table's family and name: `inet rackwright`. */
export const nftTables: FactKind<string, NftTables> = {
  name: 'nftTables',
  identity: (table) => table,
  script: (tables) => sh`
PATH=$PATH:/usr/sbin:/sbin
for table in ${tables}; do
  command -v nft >/dev/null 2>&1 || { echo missing; continue; }
  chains=$(nft list chains 2>&1) || { echo unreadable; printf '%s\\n' "$chains" | sed 's/^/ /'; continue; }
  echo read
  printf '%s\\n' "$chains" | sed 's/^/ c/'
  # Family and name are two words; its absence is told by the list of tables, not by an error's text.
  nft list tables | grep -Fqx -- "table $table" || continue
  nft --numeric --stateless --terse list table $table | sed 's/^/ t/'
done`,
  parse: (stdout, tables) => {
    const answers: { readonly head: string; readonly body: string[] }[] = [];
    for (const line of outputLines(stdout))
      if (line.startsWith(' ')) answers.at(-1)?.body.push(line.slice(1));
      else answers.push({ head: line, body: [] });
    if (answers.length !== tables.length)
      throw new FactError(`nftTables: ${answers.length} answers to ${tables.length} questions`);
    return answers.map(({ head, body }) => tablesOf(head, body));
  },
};

function tablesOf(head: string, body: readonly string[]): NftTables {
  if (head === 'missing') return { state: head };
  if (head === 'unreadable') return { state: head, why: body.join(' ').slice(0, 500) };
  if (head !== 'read') throw new FactError(`nftTables: unexpected line: ${head.slice(0, 200)}`);
  const linesOf = (mark: string): readonly string[] =>
    body.filter((line) => line.startsWith(mark)).map((line) => line.slice(1));
  const table = linesOf('t');
  return {
    state: head,
    table: table.length === 0 ? undefined : table.map((line) => `${line}\n`).join(''),
    hooked: hookedChains(linesOf('c')),
  };
}

/** The form is that of nft(8): `table FAMILY NAME {`, `chain NAME {`, `type … hook … priority …; policy …;`. */
function hookedChains(lines: readonly string[]): readonly HookedChain[] {
  const found: HookedChain[] = [];
  let [table, chain] = ['', ''];
  for (const line of lines) {
    table = /^table (\S+ \S+) \{/.exec(line)?.[1] ?? table;
    chain = /^\s+chain (\S+) \{/.exec(line)?.[1] ?? chain;
    const [, hook, policy = 'accept'] = /^\s+type \S+ hook (\S+) .*?(?:policy (\w+))?;?$/.exec(line) ?? [];
    if (hook !== undefined) found.push({ table, name: chain, hook, policy });
  }
  return found;
}
