import { defineResource } from '../definition.ts';
import type { FactReader } from '../fact.ts';
import { fileContent } from '../facts/file-content.ts';
import type { FileContent } from '../facts/file-content.ts';
import { fileState } from '../facts/file-state.ts';
import type { FileState } from '../facts/file-state.ts';
import { CannotConverge } from '../resource.ts';
import type { Change, Step } from '../resource.ts';
import { aptKeyArguments } from './apt-key/arguments.ts';
import { fetchKey } from './apt-key/fetch-key.ts';
import { keyFingerprints } from './apt-key/key-fingerprints.ts';
import { wantedAptKey } from './apt-key/wanted.ts';
import type { WantedAptKey } from './apt-key/wanted.ts';
import { attributeChanges, attributeSteps } from './file-attributes.ts';
import { fileMode } from './file-mode.ts';
import { typeName } from './file-refusal.ts';
import { makeDirectory } from './make-directory.ts';

interface ObservedKey {
  readonly state: FileState;
  readonly content: FileContent;
}

export const aptKey = defineResource<WantedAptKey, ObservedKey>({
  kind: 'apt_key',
  schema: aptKeyArguments,
  wanted: wantedAptKey,
  observe,
  diff,
  steps,
  facts: ({ path, fingerprints }) => ({ path, fingerprints }),
});

async function observe({ path }: WantedAptKey, host: FactReader): Promise<ObservedKey> {
  const [state, content] = await Promise.all([host.read(fileState, path), host.read(fileContent, path)]);
  return { state, content };
}

const attributes = { owner: 'root', group: 'root', mode: fileMode('mode', '0644') };

function diff({ path, source, fingerprints }: WantedAptKey, { state, content }: ObservedKey): readonly Change[] {
  if (state.type !== 'absent' && state.type !== 'file')
    throw new CannotConverge(`${path} is ${typeName(state)}, and is not replaced`);
  if (source.type === 'none')
    return state.type === 'absent' ? [] : [{ attribute: 'state', from: 'present', to: 'absent' }];
  if (state.type === 'absent') return [{ attribute: 'fingerprints', from: null, to: fingerprints.join(', ') }];
  if (content.type !== 'content') throw new CannotConverge(`${path} cannot be read (${content.type})`);
  const found = keyFingerprints(content.bytes);
  if (found?.join() !== fingerprints.join())
    return [{ attribute: 'fingerprints', from: found?.join(', ') ?? 'not a key', to: fingerprints.join(', ') }];
  const same = source.type === 'url' || Buffer.from(source.content).equals(content.bytes);
  return [
    // The same key with other signatures: an expiry that was moved, a new subkey.
    ...(same
      ? []
      : [{ attribute: 'content', from: `${content.bytes.length} bytes`, to: `${source.content.length} bytes` }]),
    ...attributeChanges(attributes, state, 'file'),
  ];
}

function steps(
  { path, source, fingerprints }: WantedAptKey,
  _: ObservedKey,
  changes: readonly Change[],
): readonly Step[] {
  if (source.type === 'none') return [{ type: 'remove', path }];
  if (!changes.some(({ attribute }) => attribute === 'fingerprints' || attribute === 'content'))
    return attributeSteps(path, changes);
  const directory = makeDirectory(path.slice(0, path.lastIndexOf('/')), { owner: 'root', group: 'root' });
  if (source.type === 'url') return [directory, fetchKey(path, source.url, fingerprints)];
  return [directory, { type: 'write', path, content: source.content, mode: '0644', owner: 'root', group: 'root' }];
}
