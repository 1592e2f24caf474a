import type { ErrorObject } from 'ajv';
import { isSensitive } from './sensitive.ts';
import { typeName } from '../value/type-name.ts';

/** `mode must be a string, not a number`, and how to write it instead. */
export function explainType(
  name: string,
  error: ErrorObject,
): { readonly message: string; readonly hint?: string | undefined } {
  const types = wantedTypes(error);
  const wanted = types.map((type) => articles[type] ?? type).join(' or ');
  return {
    message: `${name} must be ${wanted || 'of another form'}, not ${isSensitive(error) ? typeName(error.data) : given(error.data, types)}`,
    hint: isSensitive(error) ? undefined : hintFor(types, error.data),
  };
}

const articles: Readonly<Record<string, string>> = {
  string: 'a string',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  null: 'empty',
};

function wantedTypes(error: ErrorObject): readonly string[] {
  if (error.keyword === 'type') return typesOf({ type: error.schema });
  const branches: readonly unknown[] = Array.isArray(error.schema) ? error.schema : [];
  return [...new Set(branches.flatMap(typesOf))];
}

function typesOf(schema: unknown): readonly string[] {
  const type: unknown = typeof schema === 'object' && schema !== null && 'type' in schema ? schema.type : undefined;
  return Array.isArray(type) ? type.map(String) : typeof type === 'string' ? [type] : [];
}

function given(value: unknown, types: readonly string[]): string {
  return typeof value === 'number' && types.includes('integer') ? String(value) : typeName(value);
}

function hintFor(types: readonly string[], value: unknown): string | undefined {
  const isScalar = typeof value === 'number' || typeof value === 'boolean';
  if (types.includes('string') && isScalar) return `quote it: "${String(value)}"`;
  if (value === null) return 'give it a value, or remove the key';
  if (typeof value === 'string') return hintForString(types, value);
  return types.includes('array') && isScalar ? `write a list: [${String(value)}]` : undefined;
}

function hintForString(types: readonly string[], value: string): string | undefined {
  const isNumber = types.includes('integer') || types.includes('number');
  if (isNumber && /^-?\d+(\.\d+)?$/.test(value)) return `write ${value} without quotes`;
  if (types.includes('boolean') && /^(true|yes|on)$/i.test(value)) return 'write true without quotes';
  if (types.includes('boolean') && /^(false|no|off)$/i.test(value)) return 'write false without quotes';
  return types.includes('array') && !value.includes('\n') ? `write a list: [${value}]` : undefined;
}
