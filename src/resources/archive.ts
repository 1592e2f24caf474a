import { defineResource } from '../definition.ts';
import type { Definition } from '../definition.ts';
import { fileState, followedFileState } from '../facts/file-state.ts';
import type { FileState, PresentFile } from '../facts/file-state.ts';
import { ownRecords } from '../facts/own-records.ts';
import { packedArchive } from '../facts/packed-archive.ts';
import type { PackedArchive } from '../facts/packed-archive.ts';
import { CannotConverge } from '../resource.ts';
import type { Change, Step } from '../resource.ts';
import type { Command } from '../shell.ts';
import { archiveArguments } from './archive/arguments.ts';
import { pack } from './archive/pack.ts';
import { wantedPack } from './archive/wanted.ts';
import type { WantedPack } from './archive/wanted.ts';
import { attributeChanges, attributeSteps, modeFor } from './file-attributes.ts';
import { typeName, unreadable } from './file-refusal.ts';

interface ObservedPack {
  readonly dest: FileState;
  readonly directory: FileState;
  readonly packed: PackedArchive;
}

/** @param records shell text that sets `records` to where what was packed is remembered on the host */
export function archiveRecordedIn(records: Command): Definition {
  const packed = packedArchive(records);
  return defineResource<WantedPack, ObservedPack>({
    kind: 'archive',
    schema: archiveArguments,
    wanted: wantedPack,
    observe: async (wanted, host) => {
      const [dest, directory, found] = await Promise.all([
        host.read(fileState, wanted.dest),
        host.read(followedFileState, directoryOf(wanted.dest)),
        host.read(packed, wanted),
      ]);
      return { dest, directory, packed: found };
    },
    diff,
    steps: (wanted, observed, changes) => steps(wanted, observed, changes, records),
    facts: ({ dest }) => ({ dest }),
  });
}

export const archive = archiveRecordedIn(ownRecords('archive'));

function diff(wanted: WantedPack, { dest, packed }: ObservedPack): readonly Change[] {
  const present = presentFile(wanted.dest, dest);
  const content: readonly Change[] =
    present !== undefined && packed.type === 'intact'
      ? []
      : [{ attribute: 'state', from: present === undefined ? 'absent' : fromOf(packed), to: 'packed' }];
  return [...content, ...attributeChanges(wanted.attributes, present, 'file')];
}

function fromOf({ type }: PackedArchive): string {
  return type === 'altered' ? 'out of date' : 'unknown';
}

/** @throws CannotConverge when there is nothing to pack, or nowhere to put it */
function steps(
  wanted: WantedPack,
  { dest, directory, packed }: ObservedPack,
  changes: readonly Change[],
  records: Command,
): readonly Step[] {
  const present = presentFile(wanted.dest, dest);
  if (!changes.some(({ attribute }) => attribute === 'state')) return attributeSteps(wanted.dest, changes);
  if (packed.type === 'missing')
    throw new CannotConverge(`the host has no ${inDirectory(wanted.base, packed.name)} that could be packed`);
  if (directory.type !== 'directory')
    throw new CannotConverge(`${directoryOf(wanted.dest)} is no directory that the archive could be put into`);
  return [pack(wanted, modeFor(wanted.attributes, present, 'file') ?? present?.mode ?? '0600', records)];
}

function presentFile(path: string, state: FileState): PresentFile | undefined {
  if (state.type === 'unreadable') throw unreadable(path);
  if (state.type === 'absent') return undefined;
  if (state.type !== 'file')
    throw new CannotConverge(`${path} is ${typeName(state)}, and is not replaced by an archive`);
  return state;
}

function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

function inDirectory(base: string, name: string): string {
  return `${base === '/' ? '' : base}/${name.slice(2)}`;
}
