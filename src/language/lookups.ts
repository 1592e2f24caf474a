import type { Scope } from './scope.ts';
import { ValueError } from './value/value-error.ts';

/** What templates and conditions may read of the controller. */
export interface Lookups {
  /** Text of a file; nothing when there is none. @throws ValueError */
  file(name: string): string | undefined;
  /** The variables that no host has a say in: neither facts nor results, nor what a loop makes of them. */
  trusted(): Scope;
}

/** The name of a file as it was given. */
export interface LookedUp {
  readonly value: unknown;
  /** The same from the variables that no host has a say in; throws when it needs others. */
  trusted(scope: Scope): unknown;
}

/** Gives a scope its lookups. They are no variable, so that no variable can take their place. */
export function giveLookups(scope: Scope, lookups: Lookups): void {
  known.set(scope, lookups);
}

/**
 * The value of an environment variable, or the text of a file without the white space at its end; nothing when there
 * is none.
 * @param root the variables of the task
 * @throws ValueError
 */
export function lookUp(kind: unknown, name: LookedUp, root: Scope): string | undefined {
  const plain = typeof kind === 'string' ? kind.replace(/^ansible\.builtin\./, '') : kind;
  if (typeof name.value !== 'string') throw new ValueError('the name to look up must be a text');
  if (plain === 'env') return process.env[name.value];
  if (plain !== 'file')
    throw new ValueError('env and file can be looked up', 'other things come by variables and facts');
  const lookups = known.get(root);
  if (lookups === undefined) throw new ValueError('files can be looked up only in tasks and what they use');
  checkTrusted(name, lookups);
  return lookups.file(name.value)?.trimEnd();
}

/** Whether `lookup` is meant to read something of the controller, and not an item of a map or list. */
export function isLookupKind(value: unknown): boolean {
  return typeof value === 'string' && /^(?:ansible\.builtin\.)?(?:env|file)$/.test(value);
}

const known = new WeakMap<Scope, Lookups>();

/** A host that could choose the file would read the controller. */
function checkTrusted(name: LookedUp, lookups: Lookups): void {
  let trusted: unknown;
  try {
    trusted = name.trusted(lookups.trusted());
  } catch {
    trusted = undefined;
  }
  if (trusted === name.value) return;
  const hint = 'write it out, or make it of variables of the inventory and the playbook';
  throw new ValueError('the name of a file cannot come from facts or results of hosts', hint);
}
