import { defineResource } from '../definition.ts';
import type { Definition } from '../definition.ts';
import type { FactReader } from '../fact.ts';
import { fileDigest } from '../facts/file-digest.ts';
import { fileState, followedFileState } from '../facts/file-state.ts';
import type { FileState } from '../facts/file-state.ts';
import { ownRecords } from '../facts/own-records.ts';
import { unpackedArchive } from '../facts/unpacked-archive.ts';
import { CannotConverge } from '../resource.ts';
import type { Change } from '../resource.ts';
import type { Command } from '../shell.ts';
import { typeName, unreadable } from './file-refusal.ts';
import { unarchiveArguments } from './unarchive/arguments.ts';
import { unpack } from './unarchive/unpack.ts';
import { unpackedId, wantedArchive } from './unarchive/wanted.ts';
import type { WantedArchive } from './unarchive/wanted.ts';

interface ObservedArchive {
  readonly dest: FileState;
  /** What `creates` names; nothing when there is no such word. */
  readonly created: FileState | undefined;
  /** Nothing when there is no archive that can be read. */
  readonly digest: string | undefined;
  readonly unpacked: 'intact' | 'altered' | 'never';
}

/** @param records shell text that sets `records` to where what was unpacked is remembered on the host */
export function unarchiveRecordedIn(records: Command): Definition {
  const unpackedKind = unpackedArchive(records);
  return defineResource<WantedArchive, ObservedArchive>({
    kind: 'unarchive',
    schema: unarchiveArguments,
    wanted: wantedArchive,
    observe: (wanted, host) => observe(wanted, host, unpackedKind),
    diff,
    steps: (wanted, { digest }) => [
      unpack(
        wanted,
        wanted.creates === undefined && digest !== undefined ? unpackedId(wanted, digest) : undefined,
        records,
      ),
    ],
    facts: ({ dest, src }) => ({ dest, src }),
  });
}

export const unarchive = unarchiveRecordedIn(ownRecords('unarchive'));

async function observe(
  wanted: WantedArchive,
  host: FactReader,
  unpackedKind: ReturnType<typeof unpackedArchive>,
): Promise<ObservedArchive> {
  const { creates, content, src } = wanted;
  const [dest, created, digest] = await Promise.all([
    host.read(followedFileState, wanted.dest),
    creates === undefined ? undefined : host.read(fileState, creates),
    content === undefined ? host.read(fileDigest, src) : wanted.digest,
  ]);
  const recorded = creates === undefined && digest !== undefined;
  const unpacked = recorded
    ? await host.read(unpackedKind, { dest: wanted.dest, id: unpackedId(wanted, digest) })
    : 'never';
  return { dest, created, digest, unpacked };
}

/** @throws CannotConverge when there is no archive, or no directory for it */
function diff({ dest: path, creates, src }: WantedArchive, observed: ObservedArchive): readonly Change[] {
  const { dest, created, digest, unpacked } = observed;
  if (created?.type === 'unreadable') throw unreadable(creates ?? '');
  if (created !== undefined && created.type !== 'absent') return [];
  if (digest === undefined) throw new CannotConverge(`the host has no ${src} that can be read`);
  if (dest.type === 'unreadable') throw unreadable(path);
  if (dest.type === 'absent') throw new CannotConverge(`${path} does not exist; make it with "directory" first`);
  if (dest.type !== 'directory') throw new CannotConverge(`${path} is ${typeName(dest)}, and not a directory`);
  if (unpacked === 'intact') return [];
  return [{ attribute: 'state', from: unpacked === 'altered' ? 'altered' : 'absent', to: 'unpacked' }];
}
