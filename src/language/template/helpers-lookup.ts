import { isLookupKind, lookUp } from '../lookups.ts';
import type { Scope } from '../scope.ts';
import { textOf } from '../value/text-of.ts';
import { isMap, typeName } from '../value/type-name.ts';
import type { Argument, Helper } from './helper.ts';
import { NothingFound } from './nothing-found.ts';

/** What may find nothing: `default` may stand around them, or be given as an option. */
export const lookupHelpers: Readonly<Record<string, Helper>> = {
  env: {
    usage: '{{env "HOME"}} or {{env "X" default="y"}}',
    says: 'An environment variable of the controller.',
    arity: [1, 1],
    named: ['default'],
    apply: ([name], named, root) => found('env', name, named, root),
  },
  file: {
    usage: '{{file "motd.txt"}} or {{file "x" default="y"}}',
    says: 'The text of a file of the controller, without the white space at its end.',
    arity: [1, 1],
    named: ['default'],
    apply: ([name], named, root) => found('file', name, named, root),
  },
  lookup: {
    usage: '{{lookup map key}}, {{lookup "env" "HOME"}} or {{lookup "file" "motd.txt"}}',
    says: 'An item whose key is a value; or as `env` and `file`.',
    arity: [2, 2],
    named: ['default'],
    apply: ([container, key], named, root) => {
      const kind = container?.value();
      return isLookupKind(kind) ? found(kind, key, named, root) : itemOf(kind, key?.value(), named);
    },
  },
};

function found(
  kind: unknown,
  name: Argument | undefined,
  named: Readonly<Record<string, unknown>>,
  root: Scope,
): unknown {
  const value = name?.value();
  const text = lookUp(kind, { value, trusted: (scope) => name?.within(scope) }, root) ?? named['default'];
  if (text !== undefined) return text;
  throw new NothingFound(`there is no ${kind === 'env' ? 'environment variable' : 'file'} "${String(value)}"`);
}

function itemOf(container: unknown, key: unknown, { default: fallback }: Readonly<Record<string, unknown>>): unknown {
  const item: unknown =
    Array.isArray(container) && Number.isInteger(key) ? container[Number(key)] : entryOf(container, key);
  if (item !== undefined) return item;
  if (fallback !== undefined) return fallback;
  throw new NothingFound(
    `${typeName(container)} has no ${Array.isArray(container) ? 'item ' : ''}${JSON.stringify(key)}`,
  );
}

function entryOf(container: unknown, key: unknown): unknown {
  const name = textOf(key);
  return isMap(container) && Object.hasOwn(container, name) ? container[name] : undefined;
}
