import type { Plain } from '../language/located.ts';
import { toPlain } from '../language/located.ts';
import type { RoleDescription } from '../playbook/describe-role.ts';
import { argumentLine } from './argument-line.ts';

/** The page of a role in Markdown: what its `arguments.yml` says, and the defaults of what it does not describe. */
export function rolePage({ name, arguments: declared, defaults }: RoleDescription, shownPath: string): string {
  const values = defaults.flatMap((layer) => [...layer.variables]);
  const described = Object.entries(declared?.properties ?? {});
  const ownDefaults = new Map<string, Plain>(values.map(([key, value]) => [key, toPlain(value)]));
  const lines = described.map(([key, property]) => {
    const own = ownDefaults.get(key);
    const withDefault = own === undefined ? property : { ...property, default: own };
    return argumentLine(key, withDefault, declared?.required.includes(key) ?? false, '');
  });
  const others = [...ownDefaults].filter(([key]) => declared?.properties[key] === undefined);
  const sections = [
    `# Role ${name}`,
    declared?.summary ?? 'Its `arguments.yml` says nothing of what it is for.',
    `In \`${shownPath}\`.`,
    ...(lines.length === 0 ? [] : [`## Parameters\n\n${lines.join('\n')}`]),
    ...(others.length === 0
      ? []
      : [
          `## Other defaults\n\n${others.map(([key, value]) => `- \`${key}\`: \`${JSON.stringify(value)}\``).join('\n')}`,
        ]),
  ];
  return `${sections.join('\n\n')}\n`;
}
