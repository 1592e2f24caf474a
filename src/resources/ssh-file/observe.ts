import type { FactReader } from '../../fact.ts';
import { fileContent } from '../../facts/file-content.ts';
import type { FileContent } from '../../facts/file-content.ts';
import { fileState } from '../../facts/file-state.ts';
import type { FileState } from '../../facts/file-state.ts';
import { userState } from '../../facts/user-state.ts';
import type { UserState } from '../../facts/user-state.ts';
import type { WantedSshFile } from './wanted.ts';

/** Nothing when there is no such user. */
export type ObservedSshFile = SshFile | undefined;

export interface SshFile {
  /** The user's name. */
  readonly name: string;
  readonly user: UserState;
  readonly path: string;
  readonly directory: string;
  readonly directoryState: FileState;
  readonly state: FileState;
  readonly content: FileContent;
}

export async function observeSshFile(
  wanted: Pick<WantedSshFile, 'user' | 'path' | 'name'>,
  host: FactReader,
): Promise<ObservedSshFile> {
  const user = await host.read(userState, wanted.user);
  if (user === undefined) return undefined;
  const path = wanted.path ?? `${user.home === '/' ? '' : user.home}/.ssh/${wanted.name}`;
  const directory = path.slice(0, path.lastIndexOf('/')) || '/';
  const [directoryState, state, content] = await Promise.all([
    host.read(fileState, directory),
    host.read(fileState, path),
    host.read(fileContent, path),
  ]);
  return { name: wanted.user, user, path, directory, directoryState, state, content };
}
