import { createHash } from 'node:crypto';
import { defineResource } from '../definition.ts';
import type { FactReader } from '../fact.ts';
import { fileContent } from '../facts/file-content.ts';
import { fileState } from '../facts/file-state.ts';
import type { FileState } from '../facts/file-state.ts';
import { CannotConverge } from '../resource.ts';
import type { Change, Step } from '../resource.ts';
import { sh, verbatim } from '../shell.ts';
import { attributeChanges, attributeSteps, modeFor } from './file-attributes.ts';
import { typeName } from './file-refusal.ts';
import { revocationListArguments } from './revocation-list/arguments.ts';
import { wantedRevocationList } from './revocation-list/wanted.ts';
import type { WantedRevocationList } from './revocation-list/wanted.ts';

interface ObservedRevocationList {
  readonly file: FileState;
  /** Why the host needs others; nothing when there is no file, or its lists do. */
  readonly reason: string | undefined;
}

export const revocationList = defineResource<WantedRevocationList, ObservedRevocationList>({
  kind: 'revocation_list',
  schema: revocationListArguments,
  wanted: wantedRevocationList,
  observe,
  diff,
  steps,
});

async function observe(
  { path, authority, wish }: WantedRevocationList,
  host: FactReader,
): Promise<ObservedRevocationList> {
  const [file, content] = await Promise.all([host.read(fileState, path), host.read(fileContent, path)]);
  if (file.type === 'absent' && wish.keep === 'complete') return { file, reason: undefined };
  const text = content.type === 'content' ? Buffer.from(content.bytes).toString('latin1') : '';
  try {
    return { file, reason: await authority.judgeRevocationLists(text, wish) };
  } catch (error) {
    throw new CannotConverge(error instanceof Error ? error.message : String(error));
  }
}

/** @throws CannotConverge where something else than a file stands */
function diff({ path, wish, authority, attributes }: WantedRevocationList, observed: ObservedRevocationList) {
  const { file, reason } = observed;
  if (file.type !== 'absent' && file.type !== 'file')
    throw new CannotConverge(`${path} is ${typeName(file)}, and is not replaced`);
  if (file.type === 'absent' && wish.keep === 'complete') return [];
  const lists: Change = {
    attribute: 'lists',
    from: file.type === 'absent' ? null : (reason ?? null),
    to: `${authority.revoked.size} revoked, for ${wish.days} days`,
  };
  return [
    ...(reason === undefined ? [] : [lists]),
    ...attributeChanges(attributes, file.type === 'file' ? file : undefined, 'file'),
  ];
}

function steps(
  { path, wish, authority, attributes }: WantedRevocationList,
  _: ObservedRevocationList,
  changes: readonly Change[],
): readonly Step[] {
  if (!changes.some(({ attribute }) => attribute === 'lists')) return attributeSteps(path, changes);
  const id = createHash('sha256').update(path).digest('hex').slice(0, 16);
  return [
    {
      type: 'exchange',
      title: `bring the revocation lists to ${path}`,
      ask: sh`list=${path}; [ -d "\${list%/*}/" ] || { echo 'the directory does not exist' >&2; exit 1; }`,
      reply: async () => Buffer.from(await authority.makeRevocationLists(wish.days)),
      finish: sh`umask 077
fail() { printf '%s\\n' "$1" >&2; exit 1; }
list=${path}
new=\${list%/*}/.rackwright.${verbatim(`${id}.crl`)}
rm -f -- "$new"
trap 'rm -f -- "$new"' EXIT
( set -C; cat >"$new" ) || fail 'the lists cannot be written'
chown -- ${`${attributes.owner}:${attributes.group}`} "$new" || fail 'the owner cannot be set'
chmod -- ${modeFor(attributes, undefined, 'file') ?? '0644'} "$new" || fail 'the mode cannot be set'
if command -v sync >/dev/null; then sync -- "$new"; fi
mv -f -- "$new" "$list" || fail 'the lists cannot be replaced'`,
    },
  ];
}
