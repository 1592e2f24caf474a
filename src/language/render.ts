import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/diagnostic.ts';
import { distinct } from '../diagnostics/distinct.ts';
import { InputError } from '../diagnostics/errors.ts';
import type { Located, LocatedEntry, LocatedScalar, Plain } from './located.ts';
import type { Scope } from './scope.ts';
import { compileTemplate } from './template.ts';

/**
 * Renders every string of a located tree; keys are taken as they are. Maps come without prototype.
 * @throws InputError with the problems of all strings; PendingVariable from the scope passes through
 */
export function render(located: Located, scope: Scope): unknown {
  const problems: Diagnostic[] = [];
  const value = renderInto(located, scope, problems);
  if (problems.length > 0) throw new InputError(distinct(problems));
  return value;
}

/** The problems that `render` would meet with any scope: syntax, unknown helpers. */
export function prepare(located: Located): readonly Diagnostic[] {
  switch (located.type) {
    case 'scalar':
      return prepareScalar(located);
    case 'list':
      return located.items.flatMap(prepare);
    case 'map':
      return located.entries.flatMap((entry) => [...prepareKey(entry), ...prepare(entry.value)]);
  }
}

function renderInto(located: Located, scope: Scope, problems: Diagnostic[]): unknown {
  switch (located.type) {
    case 'scalar':
      return renderScalar(located, scope, problems);
    case 'list':
      return located.items.map((item) => renderInto(item, scope, problems));
    case 'map': {
      const map = Object.create(null) as Record<string, unknown>;
      for (const { key, value } of located.entries) map[key] = renderInto(value, scope, problems);
      return map;
    }
  }
}

function renderScalar(scalar: LocatedScalar, scope: Scope, problems: Diagnostic[]): unknown {
  if (scalar.sealed === undefined && !isTemplate(scalar.value)) return scalar.value;
  try {
    if (scalar.sealed !== undefined) return scalar.sealed.reveal();
    return compileTemplate(String(scalar.value), scalar).renderValue(scope);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    problems.push(...error.diagnostics);
    return null;
  }
}

function prepareScalar(scalar: LocatedScalar): readonly Diagnostic[] {
  if (!isTemplate(scalar.value)) return [];
  try {
    compileTemplate(scalar.value, scalar);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.diagnostics;
  }
}

function prepareKey(entry: LocatedEntry): readonly Diagnostic[] {
  if (!isTemplate(entry.key)) return [];
  return [problem('template-syntax', 'a key is not rendered: templates can stand only in values', entry.keySpan)];
}

function isTemplate(value: Plain): value is string {
  return typeof value === 'string' && (value.includes('{{') || value.includes('{%'));
}
