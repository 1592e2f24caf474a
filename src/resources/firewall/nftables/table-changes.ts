import { CannotConverge } from '../../../resource.ts';
import type { Change, ChangeValue } from '../../../resource.ts';
import type { Observed } from '../observed.ts';
import type { Policy } from '../policy.ts';
import { normalTable } from './normal-table.ts';
import { tableName } from './table-name.ts';
import { tableText } from './table-text.ts';

/** What differs in our table: in its chains, its sets, and what else somebody put into it. */
export function tableChanges(policy: Policy, observed: Observed): readonly Change[] {
  const live = normalTable(liveTable(observed) ?? '');
  const wanted = normalTable(tableText(policy));
  const names = [...new Set([...wanted.keys(), ...live.keys()])];
  return names.flatMap((name) => {
    const [from, to] = [asText(live.get(name)), asText(wanted.get(name))];
    if (from === to || (name === 'table' && from === null && to === '')) return [];
    return [{ attribute: name === 'table' ? tableName : `${tableName} ${name}`, from: shown(from), to: shown(to) }];
  });
}

/**
 * Our table as nft prints it; nothing where it, or nft, does not exist.
 * @throws CannotConverge when the tables cannot be shown
 */
export function liveTable({ nft }: Observed): string | undefined {
  if (nft.state === 'unreadable')
    throw new CannotConverge(`the tables of nft cannot be read (as root? does the kernel have nf_tables?): ${nft.why}`);
  return nft.state === 'read' ? nft.table : undefined;
}

function asText(lines: readonly string[] | undefined): string | null {
  return lines === undefined ? null : lines.map((line) => `${line}\n`).join('');
}

function shown(text: string | null): ChangeValue {
  return text === null ? null : { text };
}
