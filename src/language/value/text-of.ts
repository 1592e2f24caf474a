import { typeName } from './type-name.ts';
import { ValueError } from './value-error.ts';

/**
 * A scalar as a configuration file shows it: `true`, `8080`, `text`.
 * @throws ValueError for null, lists and maps, which have no one true text
 */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new ValueError(`${typeName(value)} cannot be shown as text`, hintFor(value));
}

function hintFor(value: unknown): string | undefined {
  if (value === null) return 'give a fallback: {{default x ""}}';
  if (Array.isArray(value)) return 'say how: {{join x ", "}}, {{json x}} or {{#each x}}';
  return typeof value === 'object' ? 'say how: {{json x}}, {{yaml x}} or {{#each x}}' : undefined;
}
