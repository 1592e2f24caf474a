import { createRequire } from 'node:module';
import type * as AjvPackage from 'ajv';
import type { ValidateFunction } from 'ajv';
import { annotations } from './annotations.ts';

/** Compiles each schema object once. */
export function compiled(schema: object): ValidateFunction {
  const known = validators.get(schema);
  if (known) return known;
  ajv ??= load();
  const validator = ajv.compile(schema);
  validators.set(schema, validator);
  return validator;
}

const validators = new WeakMap<object, ValidateFunction>();
let ajv: Compiler | undefined;

interface Compiler {
  compile(schema: object): ValidateFunction;
}

/** ajv is large and only needed for values that do not fit: it is loaded for the first of them. */
function load(): Compiler {
  const loaded = createRequire(import.meta.url)('ajv') as typeof AjvPackage;
  return new loaded.Ajv({
    allErrors: true,
    verbose: true,
    strict: true,
    allowUnionTypes: true,
    // A schema may require keys that it describes elsewhere: `required` next to `anyOf`.
    strictRequired: false,
    ownProperties: true,
    validateSchema: false,
    logger: false,
  }).addVocabulary([...annotations]);
}
