import type { FactReader } from '../fact.ts';
import { followedFileState } from '../facts/file-state.ts';
import type { FileState } from '../facts/file-state.ts';
import { CannotConverge } from '../resource.ts';
import type { Change, Step } from '../resource.ts';
import type { WantedAttributes } from './file-attributes.ts';
import { inDirectory } from './file-path.ts';
import { unreadable } from './file-refusal.ts';
import { makeDirectory } from './make-directory.ts';
import { fileChanges, fileSteps, observeFile } from './regular-file.ts';
import type { ObservedFile, WantedFile } from './regular-file.ts';

/** Files below one directory. What else stands there is left alone. */
export interface WantedTree {
  readonly root: string;
  readonly files: readonly WantedFile[];
  /** For directories that have to be made; existing ones keep what they have. */
  readonly directoryAttributes: WantedAttributes;
}

export interface ObservedTree {
  readonly files: readonly ObservedFile[];
  /** The root and the directories below it, parents first. */
  readonly directories: ReadonlyMap<string, FileState>;
}

/** All files and directories in one round trip, the differing texts in a second one. */
export async function observeTree(wanted: WantedTree, host: FactReader): Promise<ObservedTree> {
  const paths = directoriesOf(wanted);
  const [files, states] = await Promise.all([
    Promise.all(wanted.files.map((file) => observeFile(file, host))),
    Promise.all(paths.map(async (path) => [path, await host.read(followedFileState, path)] as const)),
  ]);
  return { files, directories: new Map(states) };
}

export function treeChanges(wanted: WantedTree, observed: ObservedTree): readonly Change[] {
  const made = missingDirectories(observed).map((path): Change => {
    const attribute = path === wanted.root ? 'state' : `${belowRoot(wanted.root, path)}/`;
    return { attribute, from: 'absent', to: 'directory' };
  });
  const label = wanted.files.length === 1 ? '' : undefined;
  const files = inspectFiles(wanted, observed).flatMap(({ file, changes }) =>
    changes.map((change) => ({
      ...change,
      attribute: `${label ?? `${belowRoot(wanted.root, file.path)}: `}${change.attribute}`,
    })),
  );
  return [...made, ...files];
}

export function treeSteps(wanted: WantedTree, observed: ObservedTree): readonly Step[] {
  return [
    ...missingDirectories(observed).map((path) => makeDirectory(path, wanted.directoryAttributes)),
    ...inspectFiles(wanted, observed).flatMap(({ file, state, changes }) => fileSteps(file, state, changes)),
  ];
}

function inspectFiles(
  wanted: WantedTree,
  observed: ObservedTree,
): readonly { readonly file: WantedFile; readonly state: ObservedFile; readonly changes: readonly Change[] }[] {
  return wanted.files.flatMap((file, index) => {
    const state = observed.files[index];
    return state ? [{ file, state, changes: fileChanges(file, state) }] : [];
  });
}

/** Those that have to be made, parents first. @throws CannotConverge where something else is in the way */
export function missingDirectories({ directories }: ObservedTree): readonly string[] {
  return [...directories].flatMap(([path, state]) => {
    if (state.type === 'absent') return [path];
    if (state.type === 'directory') return [];
    if (state.type === 'unreadable') throw unreadable(path);
    throw new CannotConverge(`${path} is not a directory, but files are wanted in it; remove it first`);
  });
}

function directoriesOf({ root, files }: WantedTree): readonly string[] {
  const paths = new Set([root]);
  for (const { path } of files) {
    const parts = belowRoot(root, path).split('/').slice(0, -1);
    parts.forEach((_, index) => paths.add(inDirectory(root, parts.slice(0, index + 1).join('/'))));
  }
  return [...paths];
}

function belowRoot(root: string, path: string): string {
  return path.slice(inDirectory(root, '').length);
}
