import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';

/** Compiles each schema object once. */
export function compiled(schema: object): ValidateFunction {
  const known = validators.get(schema);
  if (known) return known;
  const validator = ajv.compile(schema);
  validators.set(schema, validator);
  return validator;
}

/** What argument schemas say to people and to the engine; it does not restrict values. */
const documentationKeywords = ['aliases', 'asset', 'expression', 'sensitive'];

const ajv = new Ajv({
  allErrors: true,
  verbose: true,
  strict: true,
  allowUnionTypes: true,
  // A schema may require keys that it describes elsewhere: `required` next to `anyOf`.
  strictRequired: false,
  ownProperties: true,
  validateSchema: false,
  logger: false,
}).addVocabulary(documentationKeywords);

const validators = new WeakMap<object, ValidateFunction>();
