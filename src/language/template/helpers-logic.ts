import { equals } from '../value/equals.ts';
import { isMap, typeName } from '../value/type-name.ts';
import { order } from '../value/order.ts';
import { textOf } from '../value/text-of.ts';
import { ValueError } from '../value/value-error.ts';
import type { Argument, Helper } from './helper.ts';
import { helper } from './helper.ts';
import { isTruthy } from './truthy.ts';

const many = Number.POSITIVE_INFINITY;

export const logicHelpers: Readonly<Record<string, Helper>> = {
  eq: helper('{{#if (eq a b)}}', [2, 2], ([a, b]) => equals(a, b)),
  ne: helper('{{#if (ne a b)}}', [2, 2], ([a, b]) => !equals(a, b)),
  lt: helper('{{#if (lt a b)}}', [2, 2], ([a, b]) => order(a, b) < 0),
  gt: helper('{{#if (gt a b)}}', [2, 2], ([a, b]) => order(a, b) > 0),
  lte: helper('{{#if (lte a b)}}', [2, 2], ([a, b]) => order(a, b) <= 0),
  gte: helper('{{#if (gte a b)}}', [2, 2], ([a, b]) => order(a, b) >= 0),
  not: helper('{{#if (not a)}}', [1, 1], ([a]) => !isTruthy(a)),
  in: helper('{{#if (in item list)}}', [2, 2], ([item, container]) => contains(container, item)),
  and: {
    usage: '{{#if (and a b)}}',
    arity: [1, many],
    apply: (args) => args.every((each) => isTruthy(each.value())),
  },
  or: {
    usage: '{{#if (or a b)}}',
    arity: [1, many],
    apply: (args) => args.some((each) => isTruthy(each.value())),
  },
  default: {
    usage: '{{default x "fallback"}}',
    arity: [2, many],
    apply: (args) => firstKnown(args),
  },
  defined: {
    usage: '{{#if (defined "x")}}',
    arity: [1, 1],
    apply: ([argument]) => argument?.optional() !== undefined,
  },
  required: {
    usage: '{{required x "why it is needed"}}',
    arity: [2, 2],
    apply: ([argument, why]) => {
      const value = argument?.optional();
      if (value === undefined || value === null || value === '') throw new ValueError(textOf(why?.value()));
      return value;
    },
  },
  ternary: {
    usage: '{{ternary test "when true" "when false"}}',
    arity: [3, 3],
    apply: ([test, then, otherwise]) => (isTruthy(test?.value()) ? then?.value() : otherwise?.value()),
  },
};

function contains(container: unknown, item: unknown): boolean {
  if (Array.isArray(container)) return container.some((each) => equals(each, item));
  if (typeof container === 'string' && typeof item === 'string') return container.includes(item);
  if (isMap(container) && typeof item === 'string') return Object.hasOwn(container, item);
  throw new ValueError(`${typeName(item)} cannot be looked for in ${typeName(container)}`);
}

/** The first argument that is there and not null; the last one counts as it is. */
function firstKnown(args: readonly Argument[]): unknown {
  const found = args.slice(0, -1).map((each) => each.optional());
  return found.find((value) => value !== undefined && value !== null) ?? args.at(-1)?.value();
}
