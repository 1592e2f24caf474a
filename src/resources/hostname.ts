import type { ArgumentsSchema } from '../arguments.ts';
import { defineResource } from '../definition.ts';
import type { FactReader } from '../fact.ts';
import { fileContent } from '../facts/file-content.ts';
import type { FileContent } from '../facts/file-content.ts';
import { sysctlValue } from '../facts/sysctl-value.ts';
import { ArgumentError, CannotConverge } from '../resource.ts';
import type { Change, Step } from '../resource.ts';
import { sh } from '../shell.ts';
import { textOf } from './content-change.ts';
import { readArguments } from './read-arguments.ts';

const schema: ArgumentsSchema = {
  summary: 'Names the host.',
  details: `Both names are compared: the one that the kernel has now, and the one in /etc/hostname, which counts at boot. /etc/hosts is left
alone; where the name must be found in it (\`127.0.1.1\` on Debian), use \`line\` beside it.`,
  properties: {
    name: { description: 'The name, with or without a domain.', type: 'string' },
  },
  required: ['name'],
  freeForm: 'name',
  examples: [
    `- name: the host is called as in the inventory
  hostname:
    name: "{{ inventory_hostname }}"`,
  ],
};

interface ObservedName {
  readonly live: string | undefined;
  readonly file: FileContent;
}

export const hostname = defineResource<{ readonly name: string }, ObservedName>({
  kind: 'hostname',
  schema,
  wanted: (given) => ({ name: hostName(readArguments(given, schema).required('name')) }),
  observe,
  diff,
  steps,
});

/** RFC 1123 labels; Linux keeps 64 bytes. */
function hostName(name: string): string {
  if (name.length <= 64 && /^(?!-)[A-Za-z0-9-]{1,63}(?<!-)(?:\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*$/.test(name))
    return name;
  const hint = 'letters, digits, "-" and "." between names; 64 at most';
  throw new ArgumentError('name', `${JSON.stringify(name)} is no name of a host`, hint);
}

async function observe(_: unknown, host: FactReader): Promise<ObservedName> {
  const [live, file] = await Promise.all([host.read(sysctlValue, 'kernel.hostname'), host.read(fileContent, path)]);
  return { live, file };
}

const path = '/etc/hostname';

function diff({ name }: { readonly name: string }, { live, file }: ObservedName): readonly Change[] {
  const atBoot = nameIn(file);
  return [
    ...(live === name ? [] : [{ attribute: 'name', from: live ?? null, to: name }]),
    ...(atBoot === name ? [] : [{ attribute: 'name at boot', from: atBoot ?? null, to: name }]),
  ];
}

/** hostname(5): remarks and blank lines do not count. */
function nameIn(file: FileContent): string | undefined {
  if (file.type === 'absent') return undefined;
  const text = file.type === 'content' ? textOf(file.bytes) : undefined;
  if (text === undefined) throw new CannotConverge(`${path} cannot be read as text (${file.type})`);
  return text
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '' && !line.startsWith('#'));
}

function steps({ name }: { readonly name: string }, _: ObservedName, changes: readonly Change[]): readonly Step[] {
  const differs = (attribute: string): boolean => changes.some((change) => change.attribute === attribute);
  return [
    ...(differs('name at boot') ? [keepName(name)] : []),
    ...(differs('name')
      ? [{ type: 'run' as const, title: `call the host ${name}`, command: sh`hostname ${name}` }]
      : []),
  ];
}

/** Container engines mount this file, so that it cannot be replaced; then its few bytes are written in place. */
function keepName(name: string): Step {
  const staged = `${path}.rackwright`;
  return {
    type: 'run',
    title: `keep the name ${name} for the next boot`,
    command: sh`umask 022
echo ${name} >${staged} && { mv -f -- ${staged} ${path} 2>/dev/null || { cat -- ${staged} >${path} && rm -f -- ${staged}; }; }`,
  };
}
