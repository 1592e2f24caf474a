import type { Disposition, Policy } from '../policy.ts';
import { inputRules } from './input-rules.ts';
import { limitSets } from './limit-sets.ts';
import { outputRules } from './output-rules.ts';
import { tableName } from './table-name.ts';

/**
 * Input for `nft -f`: one transaction that replaces our table, whether or not it was there. Nothing else is named, and nothing is
 * ever flushed.
 */
export function tableText(policy: Policy): string {
  return [`table ${tableName}`, `delete table ${tableName}`, ...blockLines(policy), ''].join('\n');
}

/** Takes our table away. */
export const removalText = `table ${tableName}\ndelete table ${tableName}\n`;

function blockLines(policy: Policy): readonly string[] {
  const chains = [
    chainLines('input', policy.incoming, inputRules(policy)),
    ...(policy.outgoing === 'accept' ? [] : [chainLines('output', policy.outgoing, outputRules(policy))]),
  ];
  const body = [...limitSets(policy), ...chains].flatMap((lines) => lines.map((line) => `\t${line}`));
  return [`table ${tableName} {`, ...body, '}'];
}

function chainLines(hook: 'input' | 'output', disposition: Disposition, rules: readonly string[]): readonly string[] {
  const policy = disposition === 'accept' ? 'accept' : 'drop';
  return [
    `chain ${hook} {`,
    `\ttype filter hook ${hook} priority filter; policy ${policy};`,
    ...rules.map((rule) => `\t${rule}`),
    '}',
  ];
}
