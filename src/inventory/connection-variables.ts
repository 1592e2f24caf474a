import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { DiagnosticCode } from '../diagnostics/codes.ts';
import { InputError } from '../diagnostics/errors.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Scope } from '../language/scope.ts';
import { Secret } from '../secret.ts';
import type { VariableLayer } from './model.ts';

/** Reads `ansible_*` variables with their types, and collects all that is wrong with them. */
export interface ConnectionVariables {
  /** Of several names for one thing the first that is set counts. Numbers become text; an empty text counts as nothing. */
  text(...names: readonly string[]): string | undefined;
  secret(...names: readonly string[]): Secret | undefined;
  integer(range: { readonly least: number; readonly most: number }, ...names: readonly string[]): number | undefined;
  /** True for `yes`, `on`, `true` and 1, as INI inventories have them. */
  boolean(name: string): boolean | undefined;
  fail(code: DiagnosticCode, message: string, names: readonly string[], hint?: string): void;
  /** @throws InputError when something failed */
  check(): void;
}

/** @param layers where the variables may have been written, for pointing there */
export function readConnectionVariables(scope: Scope, layers: readonly VariableLayer[]): ConnectionVariables {
  const problems: Diagnostic[] = [];
  const fail = (code: DiagnosticCode, message: string, names: readonly string[], hint?: string): void => {
    problems.push(problem(code, message, placeOf(names, layers), { hint }));
  };
  const text = (...names: readonly string[]): string | undefined => {
    const name = names.find((each) => Object.hasOwn(scope, each));
    const value = name === undefined ? undefined : read(name);
    if (name === undefined || value === undefined || value === null || value === '') return undefined;
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    fail('wrong-type', `${name} must be a text`, [name]);
    return undefined;
  };
  return {
    text,
    secret(...names) {
      const value = text(...names);
      return value === undefined ? undefined : new Secret(value);
    },
    integer({ least, most }, ...names) {
      const value = text(...names);
      if (value === undefined) return undefined;
      const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
      if (number >= least && number <= most) return number;
      fail('bad-value', `${names[0] ?? ''} must be a number from ${least} to ${most}, not "${value}"`, names);
      return undefined;
    },
    boolean(name) {
      const value = Object.hasOwn(scope, name) ? read(name) : undefined;
      if (typeof value === 'boolean') return value;
      const word = text(name);
      const truth = word === undefined ? undefined : truths.get(word.toLowerCase());
      if (word !== undefined && truth === undefined) fail('wrong-type', `${name} must be true or false`, [name]);
      return truth;
    },
    fail,
    check() {
      if (problems.length > 0) throw new InputError(problems);
    },
  };

  function read(name: string): unknown {
    try {
      return scope[name];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.diagnostics);
      return undefined;
    }
  }
}

const truths = new Map<string, boolean>([
  ...['true', 'yes', 'on', 'y', 't', '1'].map((word) => [word, true] as const),
  ...['false', 'no', 'off', 'n', 'f', '0'].map((word) => [word, false] as const),
]);

function placeOf(names: readonly string[], layers: readonly VariableLayer[]): Span | undefined {
  for (const layer of layers.toReversed()) {
    const name = names.find((each) => layer.variables.has(each));
    if (name !== undefined) return layer.variables.get(name)?.span;
  }
  return undefined;
}
