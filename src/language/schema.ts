import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Located } from './located.ts';
import { entryOf, toPlain } from './located.ts';
import { checkValue } from './schema/check-value.ts';
import type { SchemaOptions, Violation } from './schema/violation.ts';

/**
 * Checks a located value against a JSON Schema; every problem stands where it was written. `what` names the whole value
 * in messages: `task`, `file`. A schema is compiled once, so pass the same object each time.
 */
export function validate(
  schema: object,
  value: Located,
  what: string,
  options: SchemaOptions = { templates: 'allowed' },
): readonly Diagnostic[] {
  return checkValue(schema, toPlain(value), what, options).map((each) =>
    problem(each.code, each.message, placeOf(value, each), { hint: each.hint }),
  );
}

/** The same for a rendered value, which has no places; strings are taken as they are, even with `{{` in them. */
export function validatePlain(schema: object, value: unknown, what = 'the value'): readonly Violation[] {
  return checkValue(schema, value, what, { templates: 'refused' });
}

function placeOf(root: Located, violation: Violation): Span {
  let at = root;
  for (const step of violation.path) {
    const next = at.type === 'map' ? entryOf(at, step)?.value : at.type === 'list' ? at.items[Number(step)] : undefined;
    if (!next) break;
    at = next;
  }
  const entry = violation.key !== undefined && at.type === 'map' ? entryOf(at, violation.key) : undefined;
  return entry?.keySpan ?? firstLine(at.span);
}

/** Where something is missing from a map of many lines, its first line is enough. */
function firstLine(span: Span): Span {
  const end = span.source.text.indexOf('\n', span.start);
  return end === -1 || end >= span.end ? span : { ...span, end };
}
