import { fileContent } from '../facts/file-content.ts';
import { fileDigest } from '../facts/file-digest.ts';
import { fileState, followedFileState } from '../facts/file-state.ts';
import type { FileState, PresentFile } from '../facts/file-state.ts';
import { isSource } from '../content.ts';
import type { Content } from '../content.ts';
import type { FactReader } from '../fact.ts';
import { CannotConverge } from '../resource.ts';
import type { Change, Step } from '../resource.ts';
import { contentChange, known, largestShownText, sameContent } from './content-change.ts';
import type { KnownContent } from './content-change.ts';
import { attributeChanges, attributeSteps, modeFor } from './file-attributes.ts';
import type { WantedAttributes } from './file-attributes.ts';
import { typeName, unreadable } from './file-refusal.ts';

/** A regular file with known content: what `copy`, `template`, `line` and the block share. */
export interface WantedFile {
  readonly path: string;
  readonly content: Content;
  readonly attributes: WantedAttributes;
  /** What a symbolic link at the path means: the file behind it, or something to replace. */
  readonly link: 'follow' | 'replace';
  /** Whether a file that is there already may be changed at all. */
  readonly existing: 'update' | 'keep';
  readonly backup: boolean;
  readonly validate: string | undefined;
}

export interface ObservedFile {
  readonly state: FileState;
  /** `undefined` when there is no regular file or it cannot be read. */
  readonly content: KnownContent | undefined;
  /** The wanted content: of a source, its digest. */
  readonly wanted: KnownContent;
}

/** Compares digests on the host; the old content travels only when it differs and people can read it. */
export async function observeFile(wanted: WantedFile, host: FactReader): Promise<ObservedFile> {
  const { path } = wanted;
  const kind = wanted.link === 'follow' ? followedFileState : fileState;
  const [state, digest, wantedContent] = await Promise.all([
    host.read(kind, path),
    host.read(fileDigest, path),
    known(wanted.content),
  ]);
  const found = { state, wanted: wantedContent };
  if (state.type !== 'file' || digest === undefined) return { ...found, content: undefined };
  const summary = { bytes: state.size, sha256: digest };
  const showable =
    wantedContent instanceof Uint8Array && Math.max(state.size, wantedContent.length) <= largestShownText;
  if (!showable || wanted.existing === 'keep' || sameContent(summary, wantedContent))
    return { ...found, content: summary };
  const read = await host.read(fileContent, path);
  return { ...found, content: read.type === 'content' ? read.bytes : summary };
}

/** @throws CannotConverge when something stands at the path that must not be replaced by a file */
export function fileChanges(wanted: WantedFile, { state, content, wanted: to }: ObservedFile): readonly Change[] {
  const { path, attributes } = wanted;
  if (state.type === 'absent')
    return [contentChange(undefined, to), ...attributeChanges(attributes, undefined, 'file')];
  if (wanted.existing === 'keep') return [];
  const present = replaceable(path, state);
  if (present.type === 'link') {
    const change: Change = { attribute: 'state', from: `link to ${present.target ?? ''}`, to: 'file' };
    return [change, contentChange(undefined, to), ...attributeChanges(attributes, undefined, 'file')];
  }
  if (content === undefined) throw new CannotConverge(`${path} cannot be read; use become, or a user who may read it`);
  const same = sameContent(content, to);
  return [...(same ? [] : [contentChange(content, to)]), ...attributeChanges(attributes, present, 'file')];
}

export function fileSteps(wanted: WantedFile, { state }: ObservedFile, changes: readonly Change[]): readonly Step[] {
  if (!changes.some((change) => change.attribute === 'content')) return attributeSteps(wanted.path, changes);
  const { path, content, attributes, validate, backup } = wanted;
  const present = state.type === 'file' ? state : undefined;
  const mode = modeFor(attributes, present, 'file');
  return [
    {
      ...(isSource(content) ? { type: 'upload', content } : { type: 'write', content }),
      path,
      ...(mode !== undefined && { mode }),
      ...(attributes.owner !== undefined && { owner: attributes.owner }),
      ...(attributes.group !== undefined && { group: attributes.group }),
      ...(validate !== undefined && { validate }),
      ...(backup && present && { backup }),
      ...(state.type === 'link' && { link: 'replace' as const }),
    },
  ];
}

/** What is there, when it is a file or a link. */
function replaceable(path: string, state: Exclude<FileState, { readonly type: 'absent' }>): PresentFile {
  switch (state.type) {
    case 'file':
    case 'link':
      return state;
    case 'directory':
      throw new CannotConverge(
        `${path} is a directory, but a file is wanted there; to put a file into it, end the path with a slash, or remove the directory first`,
      );
    case 'other':
      throw new CannotConverge(`${path} is ${typeName(state)}, and is not replaced by a file`);
    case 'unreadable':
      throw unreadable(path);
  }
}
