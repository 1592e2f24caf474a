import { defineResource } from '../definition.ts';
import type { FactReader } from '../fact.ts';
import { fileDigests } from '../facts/file-digest.ts';
import { followedFileState } from '../facts/file-state.ts';
import type { FileState } from '../facts/file-state.ts';
import { followedListedFile } from '../facts/listed-files.ts';
import type { ListedFile } from '../facts/listed-file.ts';
import { webText } from '../facts/web-text.ts';
import { CannotConverge } from '../resource.ts';
import type { Change, Step } from '../resource.ts';
import { attributeChanges, attributeSteps } from './file-attributes.ts';
import { typeName, unreadable } from './file-refusal.ts';
import { getUrlArguments } from './get-url/arguments.ts';
import { download } from './get-url/download.ts';
import { listedDigest } from './get-url/listed-digest.ts';
import { wantedDownload } from './get-url/wanted.ts';
import type { WantedDownload } from './get-url/wanted.ts';

interface ObservedDownload {
  readonly state: FileState;
  readonly digest: string | undefined;
  /** What the file's digest shall be; nothing when nothing was said, or the list does not have it. */
  readonly wantedDigest: string | undefined;
  /** Header lines; read only when nothing but them can tell. */
  readonly headers: readonly string[] | undefined;
  readonly file: ListedFile | undefined;
}

export const getUrl = defineResource<WantedDownload, ObservedDownload>({
  kind: 'get_url',
  schema: getUrlArguments,
  wanted: wantedDownload,
  observe,
  diff,
  steps,
  facts: ({ path, url, checksum }, { digest }) => ({
    dest: path,
    url,
    ...(digest !== undefined && checksum && { checksum: `${checksum.algorithm}:${digest}` }),
  }),
});

async function observe(wanted: WantedDownload, host: FactReader): Promise<ObservedDownload> {
  const { path, checksum, force, head, name } = wanted;
  const asks = checksum === undefined && force;
  const [state, digest, list, headers, file] = await Promise.all([
    host.read(followedFileState, path),
    checksum && host.read(fileDigests[checksum.algorithm], path),
    typeof checksum?.digest === 'object' ? host.read(webText, checksum.digest) : undefined,
    asks ? host.read(webText, head) : undefined,
    asks ? host.read(followedListedFile, path) : undefined,
  ]);
  const length = checksum?.algorithm === 'sha512' ? 128 : 64;
  const wantedDigest = typeof checksum?.digest === 'string' ? checksum.digest : listedDigest(list ?? [], name, length);
  return { state, digest, wantedDigest, headers, file };
}

/** @throws CannotConverge when something else stands there, or the server does not tell what is wanted */
function diff(wanted: WantedDownload, observed: ObservedDownload): readonly Change[] {
  const { path, attributes, checksum } = wanted;
  const { state, digest, wantedDigest } = observed;
  if (state.type === 'unreadable') throw unreadable(path);
  if (state.type !== 'absent' && state.type !== 'file')
    throw new CannotConverge(`${path} is ${typeName(state)}, but a file is wanted there`);
  if (checksum !== undefined && wantedDigest === undefined)
    throw new CannotConverge(`the list of checksums cannot be read, or does not name ${wanted.name}`);
  const present = state.type === 'file' ? state : undefined;
  return [...contentChanges(wanted, observed, wantedDigest, digest), ...attributeChanges(attributes, present, 'file')];
}

function contentChanges(
  { checksum, force, url }: WantedDownload,
  { state, headers, file }: ObservedDownload,
  wantedDigest: string | undefined,
  digest: string | undefined,
): readonly Change[] {
  if (checksum !== undefined && wantedDigest !== undefined)
    return digest === wantedDigest ? [] : [{ attribute: checksum.algorithm, from: digest ?? null, to: wantedDigest }];
  if (state.type === 'absent' || file === undefined)
    return state.type === 'absent' ? [{ attribute: 'state', from: 'absent', to: 'file' }] : [];
  if (!force) return [];
  const modified = Date.parse(headerOf(headers ?? [], 'last-modified') ?? '') / 1000;
  const length = headerOf(headers ?? [], 'content-length');
  if (Number.isNaN(modified))
    throw new CannotConverge(
      `${new URL(url).host} does not tell (curl is needed) when the file was last changed; give a "checksum" instead of "force"`,
    );
  if (file.modified >= modified && (length === undefined || Number(length) === file.size)) return [];
  return [{ attribute: 'modified', from: day(file.modified), to: day(modified) }];
}

/** The last one counts: it is that of the file, behind all redirections. */
function headerOf(lines: readonly string[], name: string): string | undefined {
  const start = `${name}:`;
  const line = lines.findLast((each) => each.toLowerCase().startsWith(start));
  return line?.slice(start.length).trim();
}

function day(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

function steps(wanted: WantedDownload, observed: ObservedDownload, changes: readonly Change[]): readonly Step[] {
  const { state, wantedDigest } = observed;
  const content = changes.some(({ attribute }) => !['mode', 'owner', 'group'].includes(attribute));
  if (!content) return attributeSteps(wanted.path, changes);
  return [download(wanted, wantedDigest, state.type === 'file' ? state : undefined)];
}
