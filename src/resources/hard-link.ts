import type { ArgumentsSchema } from '../arguments.ts';
import { defineResource } from '../definition.ts';
import type { Definition } from '../definition.ts';
import { fileState, followedFileState } from '../facts/file-state.ts';
import type { FileState, PresentFile } from '../facts/file-state.ts';
import { CannotConverge } from '../resource.ts';
import type { Change } from '../resource.ts';
import { sh } from '../shell.ts';
import { filePath } from './file-path.ts';
import { unreadable } from './file-refusal.ts';
import { readArguments } from './read-arguments.ts';

interface WantedHardLink {
  readonly path: string;
  readonly source: string;
  readonly force: boolean;
}

interface ObservedHardLink {
  readonly state: FileState;
  readonly source: FileState;
}

/** `file` with `state: hard`: two names of one file. */
export function hardLink(schema: ArgumentsSchema): Definition {
  return defineResource<WantedHardLink, ObservedHardLink>({
    kind: 'file',
    schema,
    wanted: (given) => {
      const args = readArguments(given, schema);
      return {
        path: filePath('path', args.required('path')),
        source: filePath('src', args.required('src')),
        force: args.flag('force') ?? false,
      };
    },
    observe: async ({ path, source }, host) => {
      const [state, from] = await Promise.all([host.read(fileState, path), host.read(followedFileState, source)]);
      return { state, source: from };
    },
    diff: hardLinkChanges,
    steps: ({ path, source }) => [
      { type: 'run', title: `link ${path} to ${source}`, command: sh`ln -fn -- ${source} ${path}` },
    ],
  });
}

function hardLinkChanges(wanted: WantedHardLink, { state, source }: ObservedHardLink): readonly Change[] {
  const { path, force } = wanted;
  if (state.type === 'unreadable') throw unreadable(path);
  if (state.type === 'directory' || state.type === 'other')
    throw new CannotConverge(`${path} is not a file and is not replaced by a hard link; remove it first`);
  if (state.type === 'file' && source.type === 'file' && sameFile(state, source)) return [];
  if (state.type !== 'absent' && !force)
    throw new CannotConverge(`${path} is another file than ${wanted.source}; "force: true" replaces it`);
  return [
    { attribute: 'state', from: state.type, to: 'hard' },
    { attribute: 'src', from: null, to: wanted.source },
  ];
}

function sameFile(a: PresentFile, b: PresentFile): boolean {
  return a.inode === b.inode && a.device === b.device;
}
