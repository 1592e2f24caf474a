import { CannotConverge } from '../../resource.ts';
import type { Change } from '../../resource.ts';
import type { FileState, PresentFile } from '../../facts/file-state.ts';
import { contentChange, textOf } from '../content-change.ts';
import { attributeChanges } from '../file-attributes.ts';
import type { WantedAttributes } from '../file-attributes.ts';
import { fileMode } from '../file-mode.ts';
import { editKeys } from './edit-keys.ts';
import type { KeyFile, ObservedKeys } from './observe.ts';
import type { WantedKeys } from './wanted.ts';

/** @throws CannotConverge for a file that is a link, cannot be read or is no text */
export function keyChanges(wanted: WantedKeys, found: ObservedKeys): readonly Change[] {
  if (found === undefined) return wanted.present ? [contentChange(undefined, encode(editKeys(wanted, '')))] : [];
  const { state } = found;
  refuseUnreadable(found);
  refuseLinks(wanted, found);
  const content = keyText(found);
  const text = editKeys(wanted, content ?? '');
  // A task that takes keys away has nothing to say about who owns the rest.
  if (!wanted.present) return text === (content ?? '') ? [] : [contentChange(encode(content ?? ''), encode(text))];
  return [
    ...(wanted.manageDirectory ? directoryChanges(found) : []),
    ...(text === content ? [] : [contentChange(content === undefined ? undefined : encode(content), encode(text))]),
    ...attributeChanges(ownedBy(found, '0600'), present(state), 'file'),
  ];
}

/** What sshd asks for under StrictModes, and no more than the user needs. */
export function ownedBy({ name, user }: Pick<KeyFile, 'name' | 'user'>, mode: string): WantedAttributes {
  return { owner: name, group: user.group ?? String(user.gid), mode: fileMode('mode', mode) };
}

/** What the file holds; nothing when there is none. */
export function keyText({ path, content }: Pick<KeyFile, 'path' | 'content'>): string | undefined {
  if (content.type === 'absent') return undefined;
  const text = content.type === 'content' ? textOf(content.bytes) : undefined;
  if (text === undefined)
    throw new CannotConverge(
      `${path} cannot be read as text (${content.type}); use become, or look at what stands there`,
    );
  return text;
}

function directoryChanges(found: KeyFile): readonly Change[] {
  return attributeChanges(ownedBy(found, '0700'), present(found.directoryState), 'directory').map((change) => ({
    ...change,
    attribute: `directory ${change.attribute}`,
  }));
}

function present(state: FileState): PresentFile | undefined {
  return state.type === 'absent' || state.type === 'unreadable' ? undefined : state;
}

function refuseUnreadable({ path, state, directoryState }: KeyFile): void {
  if (state.type === 'unreadable' || directoryState.type === 'unreadable')
    throw new CannotConverge(`${path} cannot be looked at; use become, or a user who may search the directories above`);
}

function refuseLinks({ path: given }: WantedKeys, { path, directory, state, directoryState }: KeyFile): void {
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
