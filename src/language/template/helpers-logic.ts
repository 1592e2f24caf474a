import { equals } from '../value/equals.ts';
import { applyTest } from '../condition/apply-operation.ts';
import { expectString } from '../value/expect.ts';
import { isMap, typeName } from '../value/type-name.ts';
import { order } from '../value/order.ts';
import { textOf } from '../value/text-of.ts';
import { ValueError } from '../value/value-error.ts';
import type { Argument, Helper } from './helper.ts';
import { helper } from './helper.ts';
import { isTrue } from '../value/is-true.ts';

const many = Number.POSITIVE_INFINITY;

export const logicHelpers: Readonly<Record<string, Helper>> = {
  eq: helper('{{#if (eq a b)}}', 'Whether both are equal, by content.', [2, 2], ([a, b]) => equals(a, b)),
  ne: helper('{{#if (ne a b)}}', 'Whether they differ.', [2, 2], ([a, b]) => !equals(a, b)),
  lt: helper('{{#if (lt a b)}}', 'Less than.', [2, 2], ([a, b]) => order(a, b) < 0),
  gt: helper('{{#if (gt a b)}}', 'Greater than.', [2, 2], ([a, b]) => order(a, b) > 0),
  lte: helper('{{#if (lte a b)}}', 'Less than or equal.', [2, 2], ([a, b]) => order(a, b) <= 0),
  gte: helper('{{#if (gte a b)}}', 'Greater than or equal.', [2, 2], ([a, b]) => order(a, b) >= 0),
  not: helper('{{#if (not a)}}', 'True for what `{{#if}}` takes as false.', [1, 1], ([a]) => !isTrue(a)),
  in: helper(
    '{{#if (in item list)}}',
    'Whether a list has the item, a map the key, or a text the part.',
    [2, 2],
    ([item, container]) => contains(container, item),
  ),
  and: {
    usage: '{{#if (and a b)}}',
    says: 'Whether all count as true; those behind the first false one are not looked at.',
    arity: [1, many],
    apply: (args) => args.every((each) => isTrue(each.value())),
  },
  or: {
    usage: '{{#if (or a b)}}',
    says: 'Whether one counts as true; those behind it are not looked at.',
    arity: [1, many],
    apply: (args) => args.some((each) => isTrue(each.value())),
  },
  default: {
    usage: '{{default x "fallback"}}',
    says: 'The first argument that is defined and not null, else the last one; with `empty=true` what counts as false is passed over, too.',
    arity: [2, many],
    named: ['empty'],
    apply: (args, { empty }) => firstKnown(args, empty === true ? isTrue : isKnown),
  },
  defined: {
    usage: '{{#if (defined "x")}}',
    says: 'Whether a variable or field is there.',
    arity: [1, 1],
    apply: ([argument]) => argument?.optional() !== undefined,
  },
  required: {
    usage: '{{required x "why it is needed"}}',
    says: 'The value; when it is missing or empty, an error with this text.',
    arity: [2, 2],
    apply: ([argument, why]) => {
      const value = argument?.optional();
      if (value === undefined || value === null || value === '') throw new ValueError(textOf(why?.value()));
      return value;
    },
  },
  is: helper(
    '{{#if (is x "mapping")}}, {{#if (is version "version" "12" ">=")}}',
    'Whether one of the tests of conditions holds.',
    [2, many],
    ([value, name, ...args]) => applyTest(expectString(name), value, args),
  ),
  ternary: {
    usage: '{{ternary test "when true" "when false"}}',
    says: 'The second argument when the first counts as true, else the third.',
    arity: [3, 3],
    apply: ([test, then, otherwise]) => (isTrue(test?.value()) ? then?.value() : otherwise?.value()),
  },
};

function contains(container: unknown, item: unknown): boolean {
  if (Array.isArray(container)) return container.some((each) => equals(each, item));
  if (typeof container === 'string' && typeof item === 'string') return container.includes(item);
  if (isMap(container) && typeof item === 'string') return Object.hasOwn(container, item);
  throw new ValueError(`${typeName(item)} cannot be looked for in ${typeName(container)}`);
}

/** The first argument that will do; the last one counts as it is. */
function firstKnown(args: readonly Argument[], willDo: (value: unknown) => boolean): unknown {
  const found = args.slice(0, -1).map((each) => each.optional());
  return found.find((value) => isKnown(value) && willDo(value)) ?? args.at(-1)?.value();
}

function isKnown(value: unknown): boolean {
  return value !== undefined && value !== null;
}
