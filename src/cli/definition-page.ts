import type { ArgumentSchema, ArgumentsSchema } from '../arguments.ts';
import type { Definition } from '../definition.ts';

/** The page of a resource or action in Markdown, from its schema alone: `rackwright doc` and `docs/resources/` show it. */
export function definitionPage({ kind, aliases, schema }: Definition): string {
  const names = aliases.length === 0 ? '' : `\nAlso written: ${aliases.map((alias) => `\`${alias}\``).join(', ')}.\n`;
  const details = schema.details === undefined ? '' : `\n${schema.details}\n`;
  return `# ${kind}

${schema.summary}
${names}${details}
## Arguments

${argumentList(schema)}
${rules(schema)}## Examples

${schema.examples.map((example) => `\`\`\`yaml\n${example.trimEnd()}\n\`\`\``).join('\n\n')}
`;
}

function argumentList(schema: ArgumentsSchema): string {
  const required = new Set(schema.required ?? []);
  const lines = Object.entries(schema.properties).map(([name, property]) =>
    argumentLine(name, property, required.has(name), ''),
  );
  const others = schema.others === undefined ? [] : [`- any other name: ${schema.others.description}`];
  return [...lines, ...others].join('\n');
}

function argumentLine(name: string, property: ArgumentSchema, required: boolean, indent: string): string {
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

function rules({ oneOf, guards }: ArgumentsSchema): string {
  const lines = [
    oneOf &&
      `At least one of these must be given: ${oneOf.map((set) => set.map((name) => `\`${name}\``).join(' with ')).join(', ')}.`,
    guards &&
      `It must say when it is needed, by one of ${guards.map((name) => `\`${name}\``).join(', ')}, or the task by \`changed_when\`.`,
  ].filter((line) => line !== undefined);
  return lines.length === 0 ? '\n' : `\n${lines.join('\n')}\n\n`;
}
