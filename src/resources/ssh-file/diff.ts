import { CannotConverge } from '../../resource.ts';
import type { Change } from '../../resource.ts';
import type { FileState, PresentFile } from '../../facts/file-state.ts';
import { contentChange, textOf } from '../content-change.ts';
import { attributeChanges } from '../file-attributes.ts';
import type { WantedAttributes } from '../file-attributes.ts';
import { fileMode } from '../file-mode.ts';
import type { ObservedSshFile, SshFile } from './observe.ts';
import type { WantedSshFile } from './wanted.ts';

/** @throws CannotConverge for a file that is a link, cannot be read or is no text */
export function sshFileChanges(wanted: WantedSshFile, found: ObservedSshFile): readonly Change[] {
  if (found === undefined) return wanted.present ? [contentChange(undefined, encode(wanted.edit('')))] : [];
  const { state } = found;
  refuseUnreadable(found);
  refuseLinks(wanted, found);
  const content = sshFileText(found);
  const text = wanted.edit(content ?? '');
  if (!wanted.present) return text === (content ?? '') ? [] : [contentChange(encode(content ?? ''), encode(text))];
  return [
    ...(wanted.manageDirectory ? directoryChanges(found) : []),
    ...(text === content ? [] : [contentChange(content === undefined ? undefined : encode(content), encode(text))]),
    ...attributeChanges(ownedBy(found, '0600'), present(state), 'file'),
  ];
}

/** What sshd asks for under StrictModes, and no more than the user needs. */
export function ownedBy({ name, user }: Pick<SshFile, 'name' | 'user'>, mode: string): WantedAttributes {
  return { owner: name, group: user.group ?? String(user.gid), mode: fileMode('mode', mode) };
}

/** What the file holds; nothing when there is none. */
export function sshFileText({ path, content }: Pick<SshFile, 'path' | 'content'>): string | undefined {
  if (content.type === 'absent') return undefined;
  const text = content.type === 'content' ? textOf(content.bytes) : undefined;
  if (text === undefined)
    throw new CannotConverge(
      `${path} cannot be read as text (${content.type}); use become, or look at what stands there`,
    );
  return text;
}

function directoryChanges(found: SshFile): readonly Change[] {
  return attributeChanges(ownedBy(found, '0700'), present(found.directoryState), 'directory').map((change) => ({
    ...change,
    attribute: `directory ${change.attribute}`,
  }));
}

function present(state: FileState): PresentFile | undefined {
  return state.type === 'absent' || state.type === 'unreadable' ? undefined : state;
}

function refuseUnreadable({ path, state, directoryState }: SshFile): void {
  if (state.type === 'unreadable' || directoryState.type === 'unreadable')
    throw new CannotConverge(`${path} cannot be looked at; use become, or a user who may search the directories above`);
}

function refuseLinks({ path: given }: WantedSshFile, { path, directory, state, directoryState }: SshFile): void {
  const link =
    state.type === 'link' ? path : given === undefined && directoryState.type === 'link' ? directory : undefined;
  if (link !== undefined)
    throw new CannotConverge(
      `${link} is a symbolic link, which its user could point anywhere; remove it, or name the real file with "path"`,
    );
}

export function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
