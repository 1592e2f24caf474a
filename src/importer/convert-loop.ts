import { isMap, isScalar, isSeq } from 'yaml';
import type { YAMLMap } from 'yaml';
import { Scalar } from 'yaml';
import { Cannot } from './cannot.ts';
import { convertValues } from './convert-values.ts';
import type { Importing } from './importing.ts';
import type { JinjaExpression } from './jinja/model.ts';
import { simplify } from './simplify.ts';
import { printCondition } from './to-condition.ts';
import { toExpression } from './to-expression.ts';
import { entriesOf, renameKey } from './yaml-text.ts';

/** Converts `loop` and the `with_…` that a `loop` can say; gives why it cannot. */
export function convertLoop(importing: Importing, task: YAMLMap): readonly string[] {
  const found = entriesOf(task).find(([key]) => key === 'loop' || key.startsWith('with_'));
  if (!found) return [];
  const [key, value] = found;
  try {
    const loop = loopOf(importing, key.replace(/^with_(?:[a-z]+\.)*/, 'with_'), value);
    task.set(key, loop);
    renameKey(task, key, 'loop');
    return [];
  } catch (error) {
    if (!(error instanceof Cannot)) throw error;
    return [error.reason];
  }
}

function loopOf(importing: Importing, key: string, value: unknown): unknown {
  switch (key) {
    case 'loop':
      return isScalar(value) ? expressionOf(importing, value) : asValues(importing, value);
    case 'with_items':
    case 'with_list':
      if (isScalar(value))
        return expressionOf(importing, value, key === 'with_items' ? 'flatten one level' : 'as it is');
      return key === 'with_items' && mayHoldLists(value)
        ? flattened(importing, value, [1])
        : asValues(importing, value);
    case 'with_flattened':
      return flattened(importing, value, []);
    case 'with_dict':
      if (isMap(value)) throw new Cannot('with_dict of a map that is written out');
      return expressionOf(importing, value, 'entries');
    default:
      throw new Cannot(`the loop ${key}`);
  }
}

function asValues(importing: Importing, value: unknown): unknown {
  if (isSeq(value)) convertValues(importing, value);
  return value;
}

type Shape = 'as it is' | 'flatten one level' | 'entries';

function expressionOf(importing: Importing, value: unknown, shape: Shape = 'as it is'): Scalar {
  if (!isScalar(value) || typeof value.value !== 'string') throw new Cannot('a loop over no list');
  const text = value.value;
  // Old playbooks name a variable without braces.
  const over = simplify(toExpression(text.includes('{{') ? text : `{{ ${text} }}`));
  if (shape === 'entries') return written(importing, filter('dict2items', over, []));
  return written(importing, shape === 'as it is' ? over : filter('flatten', over, [1]));
}

/** An item that is one `{{ … }}` alone may be a list, whose items are meant. */
function mayHoldLists(value: unknown): boolean {
  return (
    isSeq(value) &&
    value.items.some((item) => isSeq(item) || (isScalar(item) && /^\s*\{\{.*\}\}\s*$/s.test(String(item.value))))
  );
}

function flattened(importing: Importing, value: unknown, levels: readonly number[]): Scalar {
  if (!isSeq(value))
    return written(
      importing,
      filter('flatten', simplify(toExpression(isScalar(value) ? String(value.value) : '')), levels),
    );
  const items = value.items.map((item): JinjaExpression => {
    if (!isScalar(item)) throw new Cannot('a loop over maps and templates');
    const { value: inner } = item;
    if (typeof inner === 'string') return simplify(toExpression(inner));
    return { type: 'literal', value: typeof inner === 'number' || typeof inner === 'boolean' ? inner : null };
  });
  return written(importing, filter('flatten', { type: 'list', items }, levels));
}

function filter(name: string, input: JinjaExpression, args: readonly number[]): JinjaExpression {
  return { type: 'filter', name, input, args: args.map((value) => ({ type: 'literal', value })), named: [] };
}

function written({ coverage }: Importing, over: JinjaExpression): Scalar {
  const text = printCondition(over);
  coverage.converted('expressions');
  const scalar = new Scalar(/[{}]/.test(text) ? text : `{{ ${text} }}`);
  scalar.type = text.includes('"') ? Scalar.QUOTE_SINGLE : Scalar.QUOTE_DOUBLE;
  return scalar;
}
