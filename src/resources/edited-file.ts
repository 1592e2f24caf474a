import type { ArgumentSchema } from '../arguments.ts';
import type { FactReader } from '../fact.ts';
import { fileContent } from '../facts/file-content.ts';
import type { FileContent } from '../facts/file-content.ts';
import { followedFileState } from '../facts/file-state.ts';
import type { FileState } from '../facts/file-state.ts';
import { CannotConverge } from '../resource.ts';
import type { Change, Step } from '../resource.ts';
import { textOf } from './content-change.ts';
import { attributeArguments, wantedAttributes } from './file-attributes.ts';
import { filePath } from './file-path.ts';
import { unreadable } from './file-refusal.ts';
import type { ArgumentReader } from './read-arguments.ts';
import { fileChanges, fileSteps } from './regular-file.ts';
import type { ObservedFile, WantedFile } from './regular-file.ts';

/** A text file of which only a part is ours. Symbolic links are followed. */
export interface WantedEdit {
  readonly file: Omit<WantedFile, 'content'>;
  /** What a missing file means: an error (`refuse` names the way out), an empty one, or that nothing is to be done. */
  readonly missing: 'require' | 'refuse' | 'create' | 'ignore';
  /** Pure; gives its argument back when nothing is to be done. */
  readonly edit: (text: string) => string;
}

export interface ObservedEdit {
  readonly state: FileState;
  readonly content: FileContent;
}

/** Arguments of everything that edits a part of a file. */
export const editedFileArguments = {
  path: { description: 'Absolute path of the file.', type: 'string', aliases: ['dest', 'name', 'destfile'] },
  state: {
    description: 'Whether it is in the file or not.',
    type: 'string',
    enum: ['present', 'absent'],
    default: 'present',
  },
  create: { description: 'Makes the file when it does not exist.', type: 'boolean', default: false },
  ...attributeArguments,
  backup: {
    description: 'Keeps the old file beside the new one as `NAME.YYYY-MM-DDThhmmss~`.',
    type: 'boolean',
    default: false,
  },
  validate: {
    description:
      'Shell command that must accept the new content before it replaces the old one; `%s` stands for the staged file.',
    type: 'string',
    pattern: '%s',
  },
} as const satisfies Readonly<Record<string, ArgumentSchema>>;

/** @throws ArgumentError */
export function wantedEdit(args: ArgumentReader, edit: (text: string) => string): WantedEdit {
  const absent = args.text('state') === 'absent';
  return {
    file: {
      path: filePath('path', args.required('path')),
      attributes: wantedAttributes(args),
      link: 'follow',
      existing: 'update',
      backup: args.flag('backup') ?? false,
      validate: args.text('validate'),
    },
    missing: absent ? 'ignore' : args.flag('create') === true ? 'create' : 'refuse',
    edit,
  };
}

export async function observeEdit({ file: { path } }: WantedEdit, host: FactReader): Promise<ObservedEdit> {
  const [state, content] = await Promise.all([host.read(followedFileState, path), host.read(fileContent, path)]);
  return { state, content };
}

export function editChanges(wanted: WantedEdit, observed: ObservedEdit): readonly Change[] {
  const target = editTarget(wanted, observed);
  return target === undefined ? [] : fileChanges(target.file, target.observed);
}

export function editSteps(wanted: WantedEdit, observed: ObservedEdit, changes: readonly Change[]): readonly Step[] {
  const target = editTarget(wanted, observed);
  return target === undefined ? [] : fileSteps(target.file, target.observed, changes);
}

/** An edit may find something to do in its own result. */
export function editSettles(wanted: WantedEdit, observed: ObservedEdit): boolean {
  const target = editTarget(wanted, observed);
  const text = target?.observed.wanted instanceof Uint8Array ? textOf(target.observed.wanted) : undefined;
  return text !== undefined && wanted.edit(text) === text;
}

function editTarget(
  { file, missing, edit }: WantedEdit,
  { state, content }: ObservedEdit,
): { readonly file: WantedFile; readonly observed: ObservedFile } | undefined {
  const { path } = file;
  if (state.type === 'absent' || content.type === 'absent') {
    if (missing === 'require') throw new CannotConverge(`${path} does not exist`);
    if (missing === 'refuse') throw new CannotConverge(`${path} does not exist; "create: true" makes it`);
    const text = missing === 'create' ? edit('') : '';
    if (text === '') return undefined;
    const wanted = encode(text);
    return { file: { ...file, content: wanted }, observed: { state: { type: 'absent' }, content: undefined, wanted } };
  }
  const bytes = editable(path, content);
  const text = textOf(bytes);
  if (text === undefined) throw new CannotConverge(`${path} is not a text file in UTF-8, and is not edited`);
  const wanted = encode(edit(text));
  return { file: { ...file, content: wanted }, observed: { state, content: bytes, wanted } };
}

function editable(path: string, content: Exclude<FileContent, { readonly type: 'absent' }>): Uint8Array {
  switch (content.type) {
    case 'content':
      return content.bytes;
    case 'not-a-file':
      throw new CannotConverge(`${path} is not a file, and is not edited`);
    case 'unreadable':
      throw unreadable(path);
    case 'too-big':
      throw new CannotConverge(`${path} is larger than 4 MiB, and is not edited`);
  }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
