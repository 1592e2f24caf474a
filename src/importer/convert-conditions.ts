import { isScalar } from 'yaml';
import type { Scalar } from 'yaml';
import { Cannot } from './cannot.ts';
import type { Importing } from './importing.ts';
import { toCondition } from './to-condition.ts';
import { itemsOfNode, setText } from './yaml-text.ts';

/** Converts an expression or a list of them: `when`, `until`, `that`. */
export function convertConditions(importing: Importing, value: unknown): void {
  for (const item of itemsOfNode(value)) if (isScalar(item)) convertCondition(importing, item);
}

function convertCondition({ coverage, file }: Importing, scalar: Scalar): void {
  if (typeof scalar.value !== 'string') return;
  const text = withoutBraces(scalar.value);
  try {
    const converted = toCondition(text);
    coverage.converted('expressions');
    if (converted !== scalar.value.trim()) setText(scalar, converted);
  } catch (error) {
    if (!(error instanceof Cannot)) throw error;
    coverage.marked('expressions', file, [error.reason]);
    setText(scalar, `unconverted(${JSON.stringify(error.reason.replaceAll('"', "'"))}) and (${text.trim()})`);
  }
}

/** `when: "{{ x }}"` means `when: x`. */
function withoutBraces(text: string): string {
  return /^\s*\{\{((?:(?!\{\{|\}\}).)*)\}\}\s*$/s.exec(text)?.[1] ?? text;
}
