import { basename, dirname, join } from 'node:path';
import type { Definition } from '../definition.ts';
import { convertFile } from './convert-file.ts';
import { Coverage } from './coverage.ts';
import { fileKind } from './file-kind.ts';
import type { FileKind } from './file-kind.ts';
import type { Importing } from './importing.ts';
import { mapNames } from './map-names.ts';
import { report } from './report.ts';

/** A file of the tree that is read, and of the one that is written. */
export interface TreeFile {
  /** Relative, with slashes. */
  readonly path: string;
  readonly content: Buffer;
  readonly executable?: boolean;
}

/**
 * An Ansible tree, or one role, as a project of ours: every file that is to be written, `IMPORT.md` among them.
 * @param name the directory's name, which a lone role gets
 */
export function importTree(
  files: readonly TreeFile[],
  name: string,
  find: (kind: string) => Definition | undefined,
): { readonly files: readonly TreeFile[]; readonly coverage: Coverage; readonly report: string } {
  const roles = roleDirectories(files.map((each) => each.path));
  const isLoneRole = roles.includes('');
  const sorted = files.filter(({ path }) => !isLeftOut(path)).map((file) => sort(file, roles));
  const leftOut = files.length - sorted.length;
  const coverage = new Coverage();
  const shared = {
    coverage,
    find,
    maps: mapNames(sorted),
    templates: templateNames(sorted),
    roles: new Set(roles.map((path) => basename(path))),
  };
  const made = sorted.map(({ path, content, executable, text, kind }): TreeFile => {
    coverage.file(kind);
    const target = join(
      isLoneRole ? join('roles', name) : '',
      kind === 'template' ? path.replace(/\.j2$/, '.hbs') : path,
    );
    const importing: Importing = { ...shared, file: target };
    if (kind === 'plugin') coverage.marked('tasks', target, ['a plugin in Python']);
    const isCopied = text === undefined || kind === 'other' || kind === 'plugin';
    const made = isCopied ? content : Buffer.from(convertFile(importing, kind, text));
    return { path: target, content: made, executable: executable === true };
  });
  if (isLoneRole)
    made.push({ path: 'site.yml', content: Buffer.from(`- hosts: all\n  roles:\n    - role: ${name}\n`) });
  const said = report(coverage, leftOut);
  return { files: [...made, { path: 'IMPORT.md', content: Buffer.from(said) }], coverage, report: said };
}

interface Sorted extends TreeFile {
  readonly text: string | undefined;
  readonly kind: FileKind;
}

function sort(file: TreeFile, roles: readonly string[]): Sorted {
  const { path, content } = file;
  const text = content.includes(0) ? undefined : content.toString('utf8');
  const role = roles.find((each) => each === '' || path.startsWith(`${each}/`));
  const inner = role === undefined || role === '' ? path : path.slice(role.length + 1);
  return { ...file, text, kind: fileKind(inner, text, role === undefined ? 'project' : 'role') };
}

/** Directories with `tasks/main.yml` or the like. The empty name is the whole tree. */
function roleDirectories(paths: readonly string[]): readonly string[] {
  const found = paths.flatMap((path) => {
    const match = /^(?:(.*)\/)?(?:tasks|handlers|defaults|vars|meta)\/main\.ya?ml$/.exec(path);
    return match && !isLeftOut(path) ? [match[1] ?? ''] : [];
  });
  return [...new Set(found)].toSorted((a, b) => b.length - a.length);
}

/** Continuous integration and tests of the tree itself, which no playbook reads. */
function isLeftOut(path: string): boolean {
  return path
    .split('/')
    .some(
      (part, index, { length }) =>
        (index < length - 1 && /^(molecule|tests?|__pycache__)$/.test(part)) || (part.startsWith('.') && part !== '.'),
    );
}

function templateNames(files: readonly Sorted[]): ReadonlySet<string> {
  const templates = files.filter(({ kind, path }) => kind === 'template' && path.endsWith('.j2'));
  return new Set(
    templates.flatMap(({ path }) => [
      basename(path),
      path.replace(/^.*?(?:^|\/)templates\//, ''),
      join(dirname(path), basename(path)),
    ]),
  );
}
