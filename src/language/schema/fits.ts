import { annotations } from './annotations.ts';
import type { SchemaOptions } from './violation.ts';

/**
 * True when a value fits a schema beyond doubt. False is no verdict: the value does not fit, or the schema holds a keyword
 * that is not known here; ajv then says what is wrong. Nearly all values fit, and ajv takes longer to load and to compile
 * one schema than everything else that is done with a small playbook.
 */
export function fits(schema: object, value: unknown, options: SchemaOptions): boolean {
  if (options.templates === 'allowed' && typeof value === 'string' && value.includes('{{')) return true;
  return Object.entries(schema).every(([keyword, wanted]) => {
    const check = checks.get(keyword);
    return check !== undefined && check(wanted as never, value, schema, options);
  });
}

/** Says whether a value passes one keyword; as in JSON Schema, a keyword says nothing of values of another type. */
type Check<Wanted> = (wanted: Wanted, value: unknown, schema: Siblings, options: SchemaOptions) => boolean;

interface Siblings {
  readonly properties?: Readonly<Record<string, object>>;
}

const anything: Check<unknown> = () => true;

const checks: ReadonlyMap<string, Check<never>> = new Map<string, Check<never>>([
  ...['description', 'default', ...annotations].map((each) => [each, anything] as const),
  [
    'type',
    ((wanted, value) => [wanted].flat().some((type) => isOfType(value, type))) satisfies Check<string | string[]>,
  ],
  ['enum', ((wanted, value) => wanted.includes(value)) satisfies Check<unknown[]>],
  ['pattern', ((wanted, value) => typeof value !== 'string' || regExp(wanted).test(value)) satisfies Check<string>],
  ['minimum', ((wanted, value) => typeof value !== 'number' || value >= wanted) satisfies Check<number>],
  ['maximum', ((wanted, value) => typeof value !== 'number' || value <= wanted) satisfies Check<number>],
  ['minLength', ((wanted, value) => typeof value !== 'string' || value.length >= wanted) satisfies Check<number>],
  ['minItems', ((wanted, value) => !Array.isArray(value) || value.length >= wanted) satisfies Check<number>],
  ['items', checkItems],
  ['required', checkRequired],
  ['properties', checkProperties],
  ['additionalProperties', checkAdditional],
]);

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return Number.isFinite(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isMap(value);
    case 'null':
      return value === null;
    default:
      return typeof value === type;
  }
}

function checkItems(items: object, value: unknown, _: Siblings, options: SchemaOptions): boolean {
  return !Array.isArray(value) || value.every((item) => fits(items, item, options));
}

function checkRequired(names: readonly string[], value: unknown): boolean {
  return !isMap(value) || names.every((name) => Object.hasOwn(value, name) && value[name] !== undefined);
}

function checkProperties(
  properties: Readonly<Record<string, object>>,
  value: unknown,
  _: Siblings,
  options: SchemaOptions,
): boolean {
  if (!isMap(value)) return true;
  return Object.keys(value).every((name) => {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    return property === undefined || fits(property, value[name], options);
  });
}

function checkAdditional(
  others: boolean | object,
  value: unknown,
  { properties = {} }: Siblings,
  options: SchemaOptions,
): boolean {
  if (others === true || !isMap(value)) return true;
  const additional = Object.keys(value).filter((name) => !Object.hasOwn(properties, name));
  return additional.every((name) => others !== false && fits(others, value[name], options));
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function regExp(pattern: string): RegExp {
  let made = regExps.get(pattern);
  if (made === undefined) regExps.set(pattern, (made = new RegExp(pattern, 'u')));
  return made;
}

const regExps = new Map<string, RegExp>();
