import type { ErrorObject } from 'ajv';
import { compiled } from './compiled.ts';
import { isDecided } from './alternatives.ts';
import { alternativesOf } from './alternatives.ts';
import { explain } from './explain.ts';
import { fits } from './fits.ts';
import { sealedFormat } from '../sealed-format.ts';
import type { SchemaOptions, Violation } from './violation.ts';

/** Everything in which `value` differs from the schema, in the order of the schema. */
export function checkValue(schema: object, value: unknown, what: string, options: SchemaOptions): readonly Violation[] {
  if (fits(schema, value, options)) return [];
  const validator = compiled(schema);
  if (validator(value)) return [];
  const errors = validator.errors ?? [];
  const relevant = options.templates === 'allowed' ? withoutTemplates(errors) : errors;
  return alternativesOf(relevant).map((error) => explain(error, what));
}

/** What a template or something encrypted will give is not known yet; an alternative that fails only for a template may hold. */
function withoutTemplates(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const left = errors.filter((error) => !isTemplate(error.data));
  return left.filter((error) => !isDecided(error, errors, left));
}

function isTemplate(value: unknown): boolean {
  return typeof value === 'string' && (value.includes('{{') || sealedFormat(value) !== undefined);
}
