import { defineResource } from '../definition.ts';
import type { FactReader } from '../fact.ts';
import { fileState, followedFileState } from '../facts/file-state.ts';
import type { FileState } from '../facts/file-state.ts';
import { CannotConverge } from '../resource.ts';
import type { Change, Step } from '../resource.ts';
import { aptRepositoryArguments } from './apt-repository/arguments.ts';
import { wantedAptRepository } from './apt-repository/wanted.ts';
import type { WantedAptRepository } from './apt-repository/wanted.ts';
import { typeName } from './file-refusal.ts';
import { fileChanges, fileSteps, observeFile } from './regular-file.ts';
import type { ObservedFile } from './regular-file.ts';

interface ObservedRepository {
  readonly file: ObservedFile;
  readonly keyring: FileState | undefined;
  readonly directory: FileState;
}

export const aptRepository = defineResource<WantedAptRepository, ObservedRepository>({
  kind: 'apt_repository',
  aliases: ['deb822_repository'],
  schema: aptRepositoryArguments,
  wanted: wantedAptRepository,
  observe,
  diff,
  steps,
});

async function observe({ file, present, keyring }: WantedAptRepository, host: FactReader): Promise<ObservedRepository> {
  const [own, key, directory] = await Promise.all([
    present
      ? observeFile(file, host)
      : host.read(fileState, file.path).then((state) => ({ state, content: undefined, wanted: new Uint8Array() })),
    keyring === undefined ? undefined : host.read(followedFileState, keyring),
    host.read(followedFileState, '/etc/apt/sources.list.d'),
  ]);
  return { file: own, keyring: key, directory };
}

function diff({ file, present, keyring }: WantedAptRepository, observed: ObservedRepository): readonly Change[] {
  const { state } = observed.file;
  if (!present) {
    if (state.type !== 'absent' && state.type !== 'file' && state.type !== 'link')
      throw new CannotConverge(`${file.path} is ${typeName(state)}, and is not removed`);
    return state.type === 'absent' ? [] : [{ attribute: 'state', from: 'present', to: 'absent' }];
  }
  const missing = keyring !== undefined && observed.keyring?.type !== 'file';
  return [
    ...fileChanges(file, observed.file),
    ...(missing ? [{ attribute: 'signed_by', from: 'no such file', to: keyring }] : []),
  ];
}

/** @throws CannotConverge without apt, or without the key: apt would refuse the repository */
function steps(
  { file, present, keyring }: WantedAptRepository,
  observed: ObservedRepository,
  changes: readonly Change[],
): readonly Step[] {
  if (!present) return [{ type: 'remove', path: file.path }];
  if (observed.directory.type !== 'directory')
    throw new CannotConverge('the host has no /etc/apt/sources.list.d; its packages are not managed by apt');
  if (keyring !== undefined && observed.keyring?.type !== 'file')
    throw new CannotConverge(`the host has no key ${keyring}; bring it by "apt_key" first`);
  return fileSteps(file, observed.file, changes);
}
