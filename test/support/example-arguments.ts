import type { Asset, Destination } from '../../src/arguments.ts';
import type { CertificateAuthority } from '../../src/certificate-authority.ts';
import type { Definition } from '../../src/definition.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { toPlain } from '../../src/language/located.ts';
import type { Plain } from '../../src/language/located.ts';
import { readYaml } from '../../src/language/yaml.ts';
import { readArguments } from '../../src/playbook/arguments.ts';
import type { Arguments, Data } from '../../src/resource.ts';
import { exampleAuthority } from './example-authority.ts';

export interface Example {
  readonly diagnostics: readonly Diagnostic[];
  /** Those of this kind. */
  readonly tasks: readonly ExampleTask[];
}

export interface ExampleTask {
  /** As the resource or action gets them. */
  readonly args: Arguments;
  /** Arguments whose value is a stand-in for what a template gives. */
  readonly templated: readonly string[];
}

/** Reads an example of a definition as the playbook does, with texts in place of templates and of files. */
export function readExample(definition: Definition, text: string): Example {
  const { value, diagnostics } = readYaml({ name: `example of ${definition.kind}`, text });
  const problems = [...diagnostics];
  const tasks = value?.type === 'list' ? value.items : [];
  const names = new Set([definition.kind, ...definition.aliases]);
  const found = tasks.flatMap((task): readonly ExampleTask[] => {
    const entry = task.type === 'map' ? task.entries.find(({ key }) => names.has(key)) : undefined;
    if (entry === undefined) return [];
    const read = readArguments(definition, entry.value, entry.keySpan);
    problems.push(...read.diagnostics);
    const written = toPlain(read.args) as Readonly<Record<string, Plain>>;
    const templated = Object.keys(written).filter((name) => JSON.stringify(written[name]).includes('{{'));
    return [{ args: withAssets(definition, rendered(written) as Arguments), templated }];
  });
  return { diagnostics: problems, tasks: found };
}

function rendered(value: Plain): Data {
  if (typeof value === 'string') return value.replace(/\{\{.*?\}\}/g, 'text');
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(rendered);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, rendered(each)]));
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

function withAssets(definition: Definition, args: Arguments): Arguments {
  const assets = Object.entries(args).flatMap(
    ([name, value]): [string, Asset | CertificateAuthority | Destination][] =>
      definition.schema.properties[name]?.authority === true
        ? [[name, exampleAuthority()]]
        : definition.schema.properties[name]?.destination === true && typeof value === 'string'
          ? [[name, { path: `/nowhere/${value}`, host: 'web1' }]]
          : isAsset(definition, name, args) && typeof value === 'string'
            ? [[name, { source: value, content: new TextEncoder().encode('text\n'), executable: false }]]
            : [],
  );
  return { ...args, ...(Object.fromEntries(assets) as unknown as Arguments) };
}

function isAsset({ schema }: Definition, name: string, args: Arguments): boolean {
  const property = schema.properties[name];
  return property?.asset !== undefined && (property.assetUnless === undefined || args[property.assetUnless] !== true);
}
