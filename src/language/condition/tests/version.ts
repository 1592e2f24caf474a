import { pythonText } from '../../value/python-text.ts';
import { ValueError } from '../../value/value-error.ts';
import type { Operation } from '../operation.ts';
import { operation } from '../operation.ts';

const version = operation(['version', 'operator', 'strict', 'version_type'], 1, (input, [other, operator = '==']) =>
  holds(compare(pythonText(input), pythonText(other)), operator),
);

/** `ansible_distribution_version is version('12', '>=')` */
export const versionTests: Readonly<Record<string, Operation>> = { version, version_compare: version };

/** Part by part: numbers by value, letters alphabetically and before numbers; a missing part comes first. */
function compare(left: string, right: string): number {
  const [a, b] = [partsOf(left), partsOf(right)];
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = comparePart(a[index], b[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function partsOf(text: string): readonly (number | string)[] {
  if (text === '') throw new ValueError('a version is empty');
  const parts = text.toLowerCase().match(/\d+|[a-z]+/g) ?? [];
  return parts.map((part) => (/^\d/.test(part) ? Number(part) : part));
}

function comparePart(a: number | string | undefined, b: number | string | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  if (typeof a === 'number') return typeof b === 'number' ? a - b : 1;
  if (typeof b === 'number') return -1;
  return a < b ? -1 : 1;
}

function holds(difference: number, operator: unknown): boolean {
  switch (operator) {
    case '==':
    case '=':
    case 'eq':
      return difference === 0;
    case '!=':
    case '<>':
    case 'ne':
      return difference !== 0;
    case '<':
    case 'lt':
      return difference < 0;
    case '<=':
    case 'le':
      return difference <= 0;
    case '>':
    case 'gt':
      return difference > 0;
    case '>=':
    case 'ge':
      return difference >= 0;
    default:
      throw new ValueError('the operator must be one of ==, !=, <, <=, >, >=');
  }
}
