import type { ArgumentsSchema } from '../arguments.ts';
import type { Definition } from '../definition.ts';
import { argumentLine } from './argument-line.ts';

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

function rules({ oneOf, guards }: ArgumentsSchema): string {
  const lines = [
    oneOf &&
      `At least one of these must be given: ${oneOf.map((set) => set.map((name) => `\`${name}\``).join(' with ')).join(', ')}.`,
    guards &&
      `It must say when it is needed, by one of ${guards.map((name) => `\`${name}\``).join(', ')}, or the task by \`changed_when\`.`,
  ].filter((line) => line !== undefined);
  return lines.length === 0 ? '\n' : `\n${lines.join('\n')}\n\n`;
}
