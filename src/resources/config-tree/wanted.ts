import { Buffer } from 'node:buffer';
import type { Asset } from '../../arguments.ts';
import { isSource } from '../../content.ts';
import { ArgumentError } from '../../resource.ts';
import type { Arguments, Data } from '../../resource.ts';
import type { WantedTree } from '../copy-tree.ts';
import { wantedAttributes, wantedOwners } from '../file-attributes.ts';
import { filePath, inDirectory } from '../file-path.ts';
import { readArguments } from '../read-arguments.ts';
import type { ArgumentReader } from '../read-arguments.ts';
import type { WantedFile } from '../regular-file.ts';
import { unitName } from '../service/unit-name.ts';
import { configTreeArguments } from './arguments.ts';
import type { Preset, Probe } from './preset.ts';
import { presets } from './presets.ts';
import { readProbes } from './read-probes.ts';

export interface WantedConfigTree {
  readonly tree: WantedTree;
  /** What the service reads: files and directories. */
  readonly paths: readonly string[];
  /** Files that shall not be there. */
  readonly absent: readonly string[];
  /** Directories with nothing else in them. */
  readonly exclusive: readonly string[];
  /** Of which only the difference is told. */
  readonly sensitive: ReadonlySet<string>;
  readonly unit: string | undefined;
  readonly check: string;
  readonly apply: Preset['apply'];
  readonly probe: readonly Probe[];
  readonly withinSeconds: number;
  readonly logs: readonly string[];
  readonly alarm: string | undefined;
  readonly risk: Preset['risk'];
}

/** @throws ArgumentError */
export function wantedConfigTree(given: Arguments): WantedConfigTree {
  const args = readArguments(given, configTreeArguments);
  const service = args.required('service');
  const preset = presets.get(service);
  const root = filePath('root', args.text('root') ?? preset?.root ?? missing('root', service));
  const paths = root === preset?.root ? (preset.paths ?? [root]) : [root];
  const files = itemsOf(args, 'files').map((file, index) => readFile(file, index, root, paths, args));
  refuseTwice(files.map(({ file }) => file.path));
  const unit = args.text('unit') ?? preset?.unit;
  return {
    tree: {
      root,
      files: files.filter(({ absent }) => !absent).map(({ file }) => file),
      directoryAttributes: wantedOwners(args),
    },
    paths,
    absent: files.filter(({ absent }) => absent).map(({ file }) => file.path),
    exclusive: (args.texts('exclusive') ?? []).map((directory) => below('exclusive', directory, root, paths)),
    sensitive: new Set(files.filter(({ sensitive }) => sensitive).map(({ file }) => file.path)),
    unit: unit === undefined ? undefined : unitName('unit', unit),
    check: args.text('check') ?? preset?.check ?? missing('check', service),
    apply: applied(args, preset, unit),
    probe: readProbes(args.data('probe')) ?? preset?.probe ?? (unit === undefined ? [] : [{ type: 'active' }]),
    withinSeconds: args.integer('within') ?? 10,
    logs: preset?.logs ?? [],
    alarm: preset?.alarm,
    risk: preset?.risk,
  };
}

function missing(argument: string, service: string): never {
  throw new ArgumentError(
    argument,
    `nothing is known of ${JSON.stringify(service)}, so "${argument}" must be given`,
    `known services: ${[...presets.keys()].join(', ')}`,
  );
}

function applied(args: ArgumentReader, preset: Preset | undefined, unit: string | undefined): Preset['apply'] {
  const apply = args.text('apply') ?? preset?.apply ?? (unit === undefined ? 'nothing' : 'reload');
  if (apply === 'nothing') return apply;
  if (unit === undefined) throw new ArgumentError('apply', `there is no "unit" to ${apply}`);
  return apply === 'restart' ? apply : 'reload';
}

interface ReadFile {
  readonly file: WantedFile;
  readonly absent: boolean;
  readonly sensitive: boolean;
}

function readFile(
  given: Arguments,
  index: number,
  root: string,
  paths: readonly string[],
  common: ArgumentReader,
): ReadFile {
  const at = `files[${index}]`;
  const item = readArguments(given, { ...configTreeArguments, properties: itemProperties });
  const path = below(`${at}.path`, item.required('path'), root, paths);
  const absent = item.text('state') === 'absent';
  const mode = item.text('mode') ?? common.text('mode');
  const file: WantedFile = {
    path,
    content: absent ? new Uint8Array() : contentOf(item, at),
    attributes: { ...wantedOwners(common), ...wantedAttributes(item, mode) },
    link: 'replace',
    existing: 'update',
    backup: false,
    validate: undefined,
  };
  return { file, absent, sensitive: item.flag('sensitive') ?? false };
}

const itemProperties = configTreeArguments.properties['files']?.items?.properties ?? {};

function contentOf(item: ArgumentReader, at: string): Uint8Array {
  const contents = [held(item.asset('src')), held(item.asset('file')), encoded(item.text('content'))].filter(
    (each) => each !== undefined,
  );
  const [content] = contents;
  if (content === undefined || contents.length > 1)
    throw new ArgumentError(at, `${at} needs one of "src", "file" and "content"`);
  return content;
}

function held(asset: Asset | undefined): Uint8Array | undefined {
  if (asset === undefined) return undefined;
  if ('tree' in asset) throw new ArgumentError('files', `${asset.source} is a directory, and one file is wanted`);
  if (isSource(asset.content)) throw new TypeError(`${asset.source} is not held in memory`);
  return asset.content;
}

function encoded(text: string | undefined): Uint8Array | undefined {
  return text === undefined ? undefined : Buffer.from(text);
}

/** A place below the root that the service reads. */
function below(argument: string, given: string, root: string, paths: readonly string[]): string {
  const parts = given.split('/').filter((part) => part !== '' && part !== '.');
  if (given.startsWith('/') || parts.length === 0 || parts.includes('..') || /[\n\0]/.test(given))
    throw new ArgumentError(argument, `${JSON.stringify(given)} is no place below ${root}`);
  const path = inDirectory(root, parts.join('/'));
  if (paths.some((each) => path === each || path.startsWith(inDirectory(each, '')))) return path;
  throw new ArgumentError(argument, `${path} belongs to something else than ${paths.join(' and ')}`);
}

function refuseTwice(paths: readonly string[]): void {
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined) throw new ArgumentError('files', `${twice} is given twice`);
}

function itemsOf(args: ArgumentReader, name: string): readonly Arguments[] {
  const given = args.data(name);
  return isList(given) ? given.filter(isMap) : [];
}

function isList(value: Data | undefined): value is readonly Data[] {
  return Array.isArray(value);
}

function isMap(value: Data): value is Arguments {
  return typeof value === 'object' && value !== null && !isList(value) && !(value instanceof Uint8Array);
}
