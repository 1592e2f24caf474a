import type { ErrorObject } from 'ajv';
import { didYouMean } from '../../diagnostics/suggest.ts';
import { explainType } from './explain-type.ts';
import { isSensitive } from './sensitive.ts';
import type { Violation } from './violation.ts';

/** Says in our words what ajv found. */
export function explain(error: ErrorObject, what: string): Violation {
  const path = error.instancePath.split('/').slice(1).map(unescapePointer);
  const name = path.length === 0 ? what : nameOf(path);
  const params = error.params as Readonly<Record<string, unknown>>;
  switch (error.keyword) {
    case 'type':
    case 'anyOf':
    case 'oneOf':
      return { code: 'wrong-type', path, ...explainType(name, error) };
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return unknownKey(error, name, path, String(params['additionalProperty'] ?? params['unevaluatedProperty']));
    case 'required': {
      const key = String(params['missingProperty']);
      return { code: 'missing-key', path, message: `${name} needs "${key}"` };
    }
    case 'enum':
      return notAllowed(name, path, error, Array.isArray(error.schema) ? error.schema : []);
    case 'const':
      return notAllowed(name, path, error, [error.schema]);
    default:
      return { code: 'bad-value', path, message: `${name} ${limit(error, params)}` };
  }
}

function unescapePointer(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** `users[0].name` */
function nameOf(path: readonly string[]): string {
  return path.reduce(
    (name, step) => (/^\d+$/.test(step) ? `${name}[${step}]` : name === '' ? step : `${name}.${step}`),
    '',
  );
}

function unknownKey(error: ErrorObject, name: string, path: readonly string[], key: string): Violation {
  const known = Object.keys((error.parentSchema?.['properties'] ?? {}) as object);
  const hint =
    didYouMean(key, known) ?? (known.length > 0 && known.length <= 8 ? `known are ${known.join(', ')}` : undefined);
  return { code: 'unknown-key', path, key, message: `${name} has no key "${key}"`, hint };
}

function notAllowed(name: string, path: readonly string[], error: ErrorObject, allowed: readonly unknown[]): Violation {
  const shown = allowed.map(String);
  const list = shown.length > 1 ? `one of ${shown.join(', ')}` : (shown[0] ?? '');
  const value: unknown = error.data;
  const hint = typeof value === 'string' ? didYouMean(value, shown) : undefined;
  return { code: 'bad-value', path, message: `${name} must be ${list}, not ${show(error)}`, hint };
}

function show(error: ErrorObject): string {
  if (isSensitive(error)) return '***';
  return typeof error.data === 'string' ? `"${error.data}"` : JSON.stringify(error.data);
}

function limit(error: ErrorObject, params: Readonly<Record<string, unknown>>): string {
  const bound = String(params['limit']);
  switch (error.keyword) {
    case 'minimum':
      return `must be at least ${bound}, not ${show(error)}`;
    case 'maximum':
      return `must be at most ${bound}, not ${show(error)}`;
    case 'pattern':
      return `${show(error)} does not have the form ${String(params['pattern'])}`;
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return bound === '1' ? 'must not be empty' : `must have at least ${bound} entries`;
    case 'uniqueItems':
      return 'holds the same value twice';
    default:
      return error.message ?? 'does not fit';
  }
}
