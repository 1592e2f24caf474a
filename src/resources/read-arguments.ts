import type { ArgumentsSchema, Asset, Destination } from '../arguments.ts';
import { isSource } from '../content.ts';
import { ArgumentError } from '../resource.ts';
import type { Arguments, Data } from '../resource.ts';

/**
 * Validated arguments with their types, by their main names: aliases are resolved, `null` counts as not given.
 * Every method throws ArgumentError when a rendered value has another type than the schema says.
 */
export interface ArgumentReader {
  /** A number becomes its digits, because templates give numbers where names of digits are meant. */
  text(name: string): string | undefined;
  required(name: string): string;
  flag(name: string): boolean | undefined;
  integer(name: string): number | undefined;
  /** A single text counts as a list of one. */
  texts(name: string): readonly string[] | undefined;
  asset(name: string): Asset | undefined;
  /** The same for what cannot be a directory; `what` is for people: `a script`. */
  oneFile(name: string, what: string): HeldFile | undefined;
  /** Required. */
  destination(name: string): Destination;
  /** As it was written: a list, a map, anything. */
  data(name: string): Data | undefined;
}

/** A file that is held in memory. */
export interface HeldFile {
  /** As shown to people. */
  readonly source: string;
  readonly content: Uint8Array;
}

export function readArguments(args: Arguments, schema: ArgumentsSchema): ArgumentReader {
  const value = (name: string): Data | undefined => valueOf(args, schema, name);
  const text = (name: string): string | undefined => {
    const given = value(name);
    return given === undefined ? undefined : asText(name, given);
  };
  return {
    text,
    required: (name) => {
      const given = text(name);
      if (given === undefined) throw new ArgumentError(name, `"${name}" is missing`);
      return given;
    },
    flag: (name) => {
      const given = value(name);
      if (given === undefined || typeof given === 'boolean') return given;
      throw new ArgumentError(name, `"${name}" must be true or false`);
    },
    integer: (name) => {
      const given = value(name);
      if (given === undefined) return undefined;
      const number = typeof given === 'string' && /^-?\d+$/.test(given) ? Number(given) : given;
      if (typeof number === 'number' && Number.isSafeInteger(number)) return number;
      throw new ArgumentError(name, `"${name}" must be a whole number`);
    },
    texts: (name) => {
      const given = value(name);
      if (given === undefined) return undefined;
      return isList(given) ? given.map((item) => asText(name, item)) : [asText(name, given)];
    },
    asset: (name) => {
      const given = value(name);
      if (given === undefined || isAsset(given)) return given;
      throw new ArgumentError(name, `"${name}" must name a file on the controller`);
    },
    oneFile: (name, what) => {
      const given = value(name);
      if (given === undefined) return undefined;
      if (!isAsset(given)) throw new ArgumentError(name, `"${name}" must name a file on the controller`);
      const { source } = given;
      if ('tree' in given) throw new ArgumentError(name, `${source} is a directory, and ${what} is wanted`);
      // The engine gives sources only for the argument of a tree.
      if (isSource(given.content)) throw new TypeError(`${source} is not held in memory`);
      return { source, content: given.content };
    },
    destination: (name) => {
      const given = value(name);
      if (isDestination(given)) return given;
      throw new ArgumentError(name, `"${name}" must name a place on the controller`);
    },
    data: value,
  };
}

function valueOf(args: Arguments, schema: ArgumentsSchema, name: string): Data | undefined {
  const names = [name, ...(schema.properties[name]?.aliases ?? [])];
  const given = names.filter((each) => Object.hasOwn(args, each) && args[each] !== null);
  const [first, second] = given;
  if (first === undefined) return undefined;
  if (second !== undefined) throw new ArgumentError(second, `"${first}" and "${second}" are two names of one argument`);
  return args[first];
}

function asText(name: string, value: Data): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw new ArgumentError(name, `"${name}" must be text`);
}

function isList(value: Data): value is readonly Data[] {
  return Array.isArray(value);
}

function isAsset(value: Data): value is Data & Asset {
  if (typeof value !== 'object' || value === null || isList(value) || value instanceof Uint8Array) return false;
  return typeof value['source'] === 'string' && ('content' in value || 'tree' in value);
}

function isDestination(value: Data | undefined): value is Data & Destination {
  if (typeof value !== 'object' || value === null || isList(value) || value instanceof Uint8Array) return false;
  return typeof value['path'] === 'string' && typeof value['host'] === 'string';
}
