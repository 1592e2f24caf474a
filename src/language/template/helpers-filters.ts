import { applyOperation } from '../condition/apply-operation.ts';
import { filterMeanings } from '../condition/filter-meanings.ts';
import { filters } from '../condition/filters.ts';
import type { Operation } from '../condition/operation.ts';
import { isMissing, MissingError } from '../condition/missing.ts';
import { expectString } from '../value/expect.ts';
import { ValueError } from '../value/value-error.ts';
import type { Helper } from './helper.ts';
import { helper } from './helper.ts';

/** Every filter of conditions is a helper, too: `x | hash('sha256')` is `{{hash x "sha256"}}`. */
export const filterHelpers: Readonly<Record<string, Helper>> = {
  ...Object.fromEntries(
    [...filters]
      .filter(([, filter]) => filter.missing === undefined)
      .map(([name, filter]) => [name, asHelper(name, filter)]),
  ),
  filter: helper(
    '{{filter "sort" x reverse=true}}',
    'The filter with this name, where a helper has the name, too.',
    [2, Number.POSITIVE_INFINITY],
    ([name, input, ...args], options) => byName(expectString(name), input, args, options),
    ['reverse', 'case_sensitive', 'attribute', 'default', 'precision', 'method', 'count', 'maxsplit', 'sep', 'chars'],
  ),
};

function byName(
  name: string,
  input: unknown,
  args: readonly unknown[],
  options: Readonly<Record<string, unknown>>,
): unknown {
  const filter = filters.get(name);
  if (!filter || filter.missing !== undefined) throw new ValueError(`there is no filter "${name}"`);
  return whole(applied(filter, input, args, options));
}

function asHelper(name: string, filter: Operation): Helper {
  const most = filter.variadic ? Number.POSITIVE_INFINITY : filter.params.length + 1;
  const required = filter.params.slice(0, filter.required).map((param) => ` ${param}`);
  const named = filter.variadic ? ['attribute', 'default'] : filter.params;
  const made = helper(
    `{{${name} x${required.join('')}}}`,
    filterMeanings[name] ?? '',
    [1, most],
    ([input, ...args], options) => whole(applied(filter, input, args, options)),
    named,
  );
  return { ...made, isFilter: true };
}

function applied(
  filter: Operation,
  input: unknown,
  args: readonly unknown[],
  options: Readonly<Record<string, unknown>>,
): unknown {
  try {
    return applyOperation(filter, input, args, new Map(Object.entries(options)));
  } catch (error) {
    if (error instanceof MissingError) throw new ValueError(error.missing.describe().message);
    throw error;
  }
}

/** A filter may give holes, which only another filter could fill. */
function whole(value: unknown): unknown {
  const hole = isMissing(value) ? value : Array.isArray(value) ? value.find(isMissing) : undefined;
  if (hole) throw new ValueError(hole.describe().message);
  return value;
}
