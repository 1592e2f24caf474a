import type { ErrorObject } from 'ajv';

/** True when the schema says that the value must not be shown. */
export function isSensitive(error: ErrorObject): boolean {
  return error.parentSchema?.['sensitive'] === true;
}
