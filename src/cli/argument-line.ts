import type { ArgumentSchema } from '../arguments.ts';

/** An argument of a kind or a role as a list item in Markdown, with what is inside of it indented below. */
export function argumentLine(name: string, property: ArgumentSchema, required: boolean, indent: string): string {
  const facts = [
    [property.type].flat().join(' or '),
    required ? 'required' : undefined,
    property.enum && `one of ${property.enum.map((value) => `\`${String(value)}\``).join(', ')}`,
    property.default !== undefined ? `default \`${JSON.stringify(property.default)}\`` : undefined,
    property.aliases && `also ${property.aliases.map((alias) => `\`${alias}\``).join(', ')}`,
    property.asset && (property.asset === 'template' ? 'a template on the controller' : 'a file on the controller'),
    property.destination && 'a place on the controller',
    property.expression && 'an expression',
  ].filter((fact) => fact !== undefined);
  const line = `${indent}- \`${name}\` (${facts.join('; ')}): ${property.description}`;
  const inner = Object.entries(property.properties ?? property.items?.properties ?? {});
  const needed = new Set(property.required ?? property.items?.required ?? []);
  return [line, ...inner.map(([key, value]) => argumentLine(key, value, needed.has(key), `${indent}  `))].join('\n');
}
