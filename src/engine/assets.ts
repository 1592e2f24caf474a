import { closeSync, openSync, readFileSync, readSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { ArgumentSchema, Asset, AssetFile } from '../arguments.ts';
import type { CertificateAuthority } from '../certificate-authority.ts';
import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { sealedFormat } from '../language/sealed-format.ts';
import { InputError } from '../diagnostics/errors.ts';
import type { Source, Span } from '../diagnostics/span.ts';
import type { Scope } from '../language/scope.ts';
import { compileTemplate } from '../language/template.ts';
import type { FindPartial } from '../language/template/link.ts';
import { assetPlaces } from '../playbook/asset-path.ts';
import type { Task } from '../playbook/model.ts';
import { partialSources } from '../playbook/partial-sources.ts';
import { fileSource } from './file-source.ts';

/**
 * Reads what tasks name on the controller. Each file is read once a run, so that all hosts get the same bytes; of big ones
 * only the digest is kept, which every host must come to.
 */
export interface Assets {
  /** @throws InputError when there is no such file, or the template cannot be rendered */
  read(task: Task, kind: AssetKind, name: string, span: Span, scope: Scope): Asset;
  /** The text of a file; nothing when there is none. @throws InputError when it is encrypted and was not opened */
  readText(task: Task, name: string): string | undefined;
  /** The certificate authority in a directory. @throws InputError when there is none */
  authority(name: string, span: Span): CertificateAuthority;
  /** The absolute path of a place that is written to. */
  place(name: string): string;
}

type AssetKind = NonNullable<ArgumentSchema['asset']>;

/**
 * @param opened the content of files that are encrypted where they lie, by path
 * @param openAuthority gives the certificate authority in a directory, if there is one
 */
export function createAssets(
  playbookDirectory: string,
  show: (path: string) => string,
  opened: ReadonlyMap<string, Uint8Array> = new Map(),
  openAuthority: (directory: string) => CertificateAuthority | undefined = () => undefined,
): Assets {
  const directories = { playbook: playbookDirectory, project: dirname(playbookDirectory) };
  const readOnce = once((path) => ({ path, ...readWhole(path, opened.get(path)) }));
  const readOrSource = once((path): AssetFile => {
    const { size } = statSync(path);
    if (size <= largestInMemory || opened.has(path) || isSealed(headOf(path))) return readOnce(path);
    return { path, content: fileSource(path, size, show(path)), executable: isExecutable(path) };
  });

  // The same file must give the same source: templates are parsed once for each.
  const templateAt = once((path): Source => {
    const secret = opened.has(path) ? { secret: true as const } : {};
    return { name: show(path), text: readOnce(path).content.toString('utf8'), ...secret };
  });

  const partialAt = (path: string): Source | undefined => {
    if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
    if (!opened.has(path) && isSealed(headOf(path))) throw new InputError([notOpened(show(path), undefined)]);
    return templateAt(path);
  };
  const partials = partialSources(directories, partialAt);

  // What is missing may be made by a task meanwhile; what was found once is the same for all hosts.
  const found = new Map<string, Found>();
  const find = (task: Task, folder: 'templates' | 'files', name: string): Search => {
    const places = assetPlaces(task, folder, name, directories);
    const key = places.join('\0');
    const known = found.get(key);
    if (known !== undefined) return { places, file: known };
    for (const path of places) {
      const stats = statSync(path, { throwIfNoEntry: false });
      if (stats === undefined) continue;
      const file = { path, isDirectory: stats.isDirectory() };
      found.set(key, file);
      return { places, file };
    }
    return { places };
  };

  // One for all hosts: what it has read of itself is read once.
  const authorityIn = once(openAuthority);
  return {
    readText: (task, name) => {
      const { file } = find(task, 'files', name);
      if (file === undefined || file.isDirectory) return undefined;
      const { path } = file;
      const { content } = readOnce(path);
      if (!opened.has(path) && isSealed(content)) throw new InputError([notOpened(show(path), task.span)]);
      return content.toString('utf8');
    },
    authority: (name, span) => {
      const directory = resolve(playbookDirectory, name);
      const authority = authorityIn(directory);
      if (authority !== undefined) return authority;
      const hint = 'make one with `rackwright ca init`';
      throw new InputError([problem('file-missing', `there is no authority in ${show(directory)}`, span, { hint })]);
    },
    // A slash at the end says that it is a directory.
    place: (name) => `${resolve(playbookDirectory, name)}${name.endsWith('/') ? '/' : ''}`,
    read: (task, kind, name, span, scope) => {
      const { places, file } = find(task, kind === 'template' ? 'templates' : 'files', name);
      if (file === undefined) {
        const hint = `searched: ${places.map(show).join(', ')}`;
        throw new InputError([
          problem('template-missing', `there is no ${kind === 'template' ? kind : 'file'} "${name}"`, span, { hint }),
        ]);
      }
      const { path, isDirectory } = file;
      if (isDirectory) return readTree(path, `${show(path)}${name.endsWith('/') ? '/' : ''}`, readOrSource);
      const { content, executable } = kind === 'tree' ? readOrSource(path) : readOnce(path);
      if (content instanceof Uint8Array && !opened.has(path) && isSealed(content))
        throw new InputError([notOpened(show(path), span)]);
      if (kind !== 'template') return { source: show(path), content, executable };
      return { source: show(path), content: renderAsset(templateAt(path), partials(task), span, scope), executable };
    },
  };
}

/** Bytes. Smaller files travel in the runner's channel, at no round trip of their own; texts up to here are shown as diffs. */
const largestInMemory = 256 * 1024;

interface Search {
  readonly places: readonly string[];
  readonly file?: Found;
}

interface Found {
  readonly path: string;
  readonly isDirectory: boolean;
}

function renderAsset(source: Source, findPartial: FindPartial, span: Span, scope: Scope): Uint8Array {
  try {
    return Buffer.from(compileTemplate(source.text, source, findPartial).render(scope), 'utf8');
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    // The template's own line says what is wrong; the task says for whom it was rendered.
    const related = [{ message: 'rendered for this task', span }];
    throw new InputError(
      error.diagnostics.map((each) => ({ ...each, related: [...(each.related ?? []), ...related] })),
    );
  }
}

function readTree(root: string, source: string, read: (path: string) => AssetFile): Asset {
  const tree = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ ...read(path), path: relative(root, path) }));
  return { source, tree };
}

function isSealed(content: Uint8Array): boolean {
  return sealedFormat(Buffer.from(content.subarray(0, headBytes)).toString('latin1')) !== undefined;
}

const headBytes = 200;

function headOf(path: string): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(headBytes);
    return head.subarray(0, readSync(file, head));
  } finally {
    closeSync(file);
  }
}

function notOpened(file: string, span: Span | undefined): Diagnostic {
  const hint = 'name it by variables of the inventory or the playbook, not by what only the run knows';
  return problem('vault-key', `${file} is encrypted, and it was not known before the run that it is needed`, span, {
    hint,
  });
}

function readWhole(
  path: string,
  opened: Uint8Array | undefined,
): { readonly content: Buffer; readonly executable: boolean } {
  return { content: opened === undefined ? readFileSync(path) : Buffer.from(opened), executable: isExecutable(path) };
}

function isExecutable(path: string): boolean {
  return (statSync(path).mode & 0o100) !== 0;
}

function once<Value>(read: (path: string) => Value): (path: string) => Value {
  const known = new Map<string, Value>();
  return (path) => {
    const found = known.get(path) ?? read(path);
    known.set(path, found);
    return found;
  };
}
