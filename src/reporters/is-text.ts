import type { ChangeValue } from '../resource.ts';

/** A text, which is compared line by line. */
export function isText(value: ChangeValue): value is { readonly text: string } {
  return typeof value === 'object' && value !== null && 'text' in value;
}
