import { typeName } from './type-name.ts';
import { ValueError } from './value-error.ts';

/**
 * A scalar as Python's `str` shows it: `True`, `None`, `1e-07`. Conditions join and compare such texts.
 * @throws ValueError for lists and maps
 */
export function pythonText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value).replace(/e([-+])(\d)$/, 'e$10$2');
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value === null) return 'None';
  throw new ValueError(`${typeName(value)} cannot be made a text`, 'write "x | to_json" or "x | join(\',\')"');
}
