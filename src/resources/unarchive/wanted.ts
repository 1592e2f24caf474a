import { createHash } from 'node:crypto';
import { ArgumentError } from '../../resource.ts';
import type { Arguments } from '../../resource.ts';
import { sha256 } from '../content-change.ts';
import { ownerWord, wantedOwners } from '../file-attributes.ts';
import { fileMode } from '../file-mode.ts';
import { filePath } from '../file-path.ts';
import { readArguments } from '../read-arguments.ts';
import { unarchiveArguments } from './arguments.ts';

export interface WantedArchive {
  /** Path on the host, or for people the file on the controller. */
  readonly src: string;
  /** The archive itself, when it comes from the controller. */
  readonly content: Uint8Array | undefined;
  readonly digest: string | undefined;
  readonly dest: string;
  /** When something is there, nothing is unpacked. */
  readonly creates: string | undefined;
  readonly strip: number;
  readonly outsideLinks: boolean;
  /** chmod's word for everything in it. */
  readonly mode: string | undefined;
  /** chown's word; empty for none. */
  readonly owner: string;
}

/** @throws ArgumentError */
export function wantedArchive(given: Arguments): WantedArchive {
  const args = readArguments(given, unarchiveArguments);
  const asset = args.flag('remote_src') === true ? undefined : args.oneFile('src', 'an archive');
  const creates = args.text('creates');
  const { owner, group } = wantedOwners(args);
  const mode = args.text('mode');
  if (mode !== undefined) fileMode('mode', mode);
  return {
    src: asset?.source ?? hostPath(args.required('src')),
    content: asset?.content,
    digest: asset && sha256(asset.content),
    dest: filePath('dest', args.required('dest')),
    creates: creates === undefined ? undefined : filePath('creates', creates),
    strip: args.integer('strip_components') ?? 0,
    outsideLinks: args.flag('outside_links') ?? false,
    mode,
    owner: ownerWord(owner, group),
  };
}

function hostPath(src: string): string {
  if (!/^[a-z]+:\/\//.test(src)) return filePath('src', src);
  throw new ArgumentError('src', 'an archive is not unpacked from a URL', 'download it with get_url first');
}

/** Tells apart what was unpacked where and how. */
export function unpackedId({ dest, strip, outsideLinks, mode, owner }: WantedArchive, digest: string): string {
  const what = JSON.stringify([digest, dest, strip, outsideLinks, mode ?? null, owner]);
  return createHash('sha256').update(what).digest('hex');
}
