import { ArgumentError } from '../../resource.ts';
import type { Arguments } from '../../resource.ts';
import { fileMode } from '../file-mode.ts';
import { filePath } from '../file-path.ts';
import { readArguments } from '../read-arguments.ts';
import type { ArgumentReader } from '../read-arguments.ts';
import type { WantedFile } from '../regular-file.ts';
import { aptRepositoryArguments } from './arguments.ts';
import { sourceLine } from './source-line.ts';
import type { SourceFields } from './source-line.ts';

export interface WantedAptRepository {
  readonly present: boolean;
  readonly file: WantedFile;
  readonly keyring: string | undefined;
}

/** @throws ArgumentError */
export function wantedAptRepository(given: Arguments): WantedAptRepository {
  const args = readArguments(given, aptRepositoryArguments);
  const name = args.required('name').replace(/\.sources$/, '');
  // apt ignores other names: apt.conf(5).
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name))
    throw new ArgumentError(
      'name',
      `apt does not read a file called ${JSON.stringify(name)}`,
      'letters, digits, "_", "-" and "."',
    );
  const present = args.text('state') !== 'absent';
  const fields = present ? fieldsOf(args) : undefined;
  return {
    present,
    keyring: fields?.signedBy,
    file: {
      path: `/etc/apt/sources.list.d/${name}.sources`,
      content: new TextEncoder().encode(fields === undefined ? '' : stanza(fields, args.flag('enabled') ?? true)),
      attributes: { owner: 'root', group: 'root', mode: fileMode('mode', '0644') },
      link: 'replace',
      existing: 'update',
      backup: false,
      validate: undefined,
    },
  };
}

function fieldsOf(args: ArgumentReader): SourceFields {
  const line = args.text('repo');
  const separate = ['types', 'uris', 'suites', 'components', 'architectures', 'signed_by'].find(
    (name) => args.texts(name) !== undefined,
  );
  if (line !== undefined && separate !== undefined)
    throw new ArgumentError(separate, `"${separate}" does not go with "repo", which says everything`);
  const fields = line === undefined ? separateFields(args) : sourceLine(line);
  const flat = fields.suites.some((suite) => suite.endsWith('/'));
  if (flat === fields.components.length > 0)
    throw new ArgumentError('components', flat ? 'a directory as suite has no components' : '"components" is missing');
  return fields;
}

function separateFields(args: ArgumentReader): SourceFields {
  const signedBy = args.text('signed_by');
  return {
    types: list(args, 'types', /^deb(?:-src)?$/, ['deb']),
    uris: list(args, 'uris', /^[a-z][a-z0-9+-]*:[^\s"'\\]+$/),
    suites: list(args, 'suites', /^[A-Za-z0-9.\/][A-Za-z0-9_.\/-]*$/),
    components: list(args, 'components', /^[A-Za-z0-9][A-Za-z0-9_.\/-]*$/, []),
    architectures: list(args, 'architectures', /^[a-z0-9-]+$/, []),
    signedBy: signedBy === undefined ? undefined : filePath('signed_by', signedBy),
  };
}

function list(args: ArgumentReader, name: string, pattern: RegExp, without?: readonly string[]): readonly string[] {
  const given = args.texts(name) ?? without;
  if (given === undefined) throw new ArgumentError(name, `"${name}" is missing`);
  const all = given.flatMap((text) => text.split(/\s+/)).filter((word) => word !== '');
  const wrong = all.find((word) => !pattern.test(word));
  if (wrong !== undefined) throw new ArgumentError(name, `${JSON.stringify(wrong)} cannot stand in "${name}"`);
  if (all.length === 0 && without?.length !== 0) throw new ArgumentError(name, `"${name}" is empty`);
  return all;
}

/** sources.list(5), DEB822-STYLE FORMAT. */
function stanza({ types, uris, suites, components, architectures, signedBy }: SourceFields, enabled: boolean): string {
  const fields: readonly (readonly [string, readonly string[]])[] = [
    ['Enabled', enabled ? [] : ['no']],
    ['Types', types],
    ['URIs', uris],
    ['Suites', suites],
    ['Components', components],
    ['Architectures', architectures],
    ['Signed-By', signedBy === undefined ? [] : [signedBy]],
  ];
  return fields.map(([name, values]) => (values.length === 0 ? '' : `${name}: ${values.join(' ')}\n`)).join('');
}
