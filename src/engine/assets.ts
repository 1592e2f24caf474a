import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Asset, AssetFile } from '../arguments.ts';
import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import type { Source, Span } from '../diagnostics/span.ts';
import type { Scope } from '../language/scope.ts';
import { compileTemplate } from '../language/template.ts';
import { assetPlaces } from '../playbook/asset-path.ts';
import type { Task } from '../playbook/model.ts';

/** Reads what tasks name on the controller. Each file is read once a run, so that all hosts get the same bytes. */
export interface Assets {
  /** @throws InputError when there is no such file, or the template cannot be rendered */
  read(task: Task, kind: 'template' | 'file', name: string, span: Span, scope: Scope): Asset;
}

export function createAssets(playbookDirectory: string, show: (path: string) => string): Assets {
  const directories = { playbook: playbookDirectory, project: dirname(playbookDirectory) };
  const files = new Map<string, AssetFile>();
  const readOnce = (path: string): AssetFile => {
    let file = files.get(path);
    if (file === undefined) files.set(path, (file = readAsset(path)));
    return file;
  };

  // The same file must give the same source: templates are parsed once for each.
  const templates = new Map<string, Source>();
  const templateAt = (path: string): Source => {
    let source = templates.get(path);
    if (source === undefined) {
      const text = Buffer.from(readOnce(path).content).toString('utf8');
      templates.set(path, (source = { name: show(path), text }));
    }
    return source;
  };

  // What is missing may be made by a task meanwhile; what was found once is the same for all hosts.
  const found = new Map<string, Found>();
  const find = (places: readonly string[]): Found | undefined => {
    const key = places.join('\0');
    const known = found.get(key);
    if (known !== undefined) return known;
    for (const path of places) {
      const stats = statSync(path, { throwIfNoEntry: false });
      if (stats === undefined) continue;
      const first = { path, isDirectory: stats.isDirectory() };
      found.set(key, first);
      return first;
    }
    return undefined;
  };

  return {
    read: (task, kind, name, span, scope) => {
      const places = assetPlaces(task, kind === 'template' ? 'templates' : 'files', name, directories);
      const file = find(places);
      if (file === undefined) {
        const hint = `searched: ${places.map(show).join(', ')}`;
        throw new InputError([problem('template-missing', `there is no ${kind} "${name}"`, span, { hint })]);
      }
      const { path, isDirectory } = file;
      if (isDirectory) return readTree(path, `${show(path)}${name.endsWith('/') ? '/' : ''}`, readOnce);
      const { content, executable } = readOnce(path);
      if (kind === 'file') return { source: show(path), content, executable };
      return { source: show(path), content: renderAsset(templateAt(path), span, scope), executable };
    },
  };
}

interface Found {
  readonly path: string;
  readonly isDirectory: boolean;
}

function renderAsset(source: Source, span: Span, scope: Scope): Uint8Array {
  try {
    return Buffer.from(compileTemplate(source.text, source).render(scope), 'utf8');
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    // The template's own line says what is wrong; the task says for whom it was rendered.
    const related = [{ message: 'rendered for this task', span }];
    throw new InputError(
      error.diagnostics.map((each) => ({ ...each, related: [...(each.related ?? []), ...related] })),
    );
  }
}

function readTree(root: string, source: string, readOnce: (path: string) => AssetFile): Asset {
  const tree = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ ...readOnce(path), path: relative(root, path) }));
  return { source, tree };
}

function readAsset(path: string): AssetFile {
  return { path, content: readFileSync(path), executable: (statSync(path).mode & 0o100) !== 0 };
}
