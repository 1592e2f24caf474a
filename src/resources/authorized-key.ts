import { defineResource } from '../definition.ts';
import { authorizedKeyArguments } from './authorized-key/arguments.ts';
import { editKeys } from './authorized-key/edit-keys.ts';
import { wantedKeys } from './authorized-key/wanted.ts';
import { isOwnLogin } from './own-login.ts';
import { sshFileChanges } from './ssh-file/diff.ts';
import { observeSshFile } from './ssh-file/observe.ts';
import type { ObservedSshFile } from './ssh-file/observe.ts';
import { sshFileSteps } from './ssh-file/steps.ts';
import type { WantedSshFile } from './ssh-file/wanted.ts';

interface WantedKeyFile extends WantedSshFile {
  /** A key may go, or open less than before. */
  readonly takesAway: boolean;
}

interface ObservedKeyFile {
  readonly file: ObservedSshFile;
  /** These keys have let this session in. */
  readonly ownLogin: boolean;
}

export const authorizedKey = defineResource<WantedKeyFile, ObservedKeyFile>({
  kind: 'authorized_key',
  schema: authorizedKeyArguments,
  risk: 'connectivity',
  wanted: (args) => {
    const wanted = wantedKeys(args);
    const { keys, present, exclusive } = wanted;
    const takesAway = !present || exclusive || keys.some(({ options }) => options !== undefined);
    return { ...wanted, takesAway, name: 'authorized_keys', edit: (text) => editKeys(wanted, text) };
  },
  observe: async (wanted, host) => {
    const file = await observeSshFile(wanted, host);
    const cutsOff = wanted.takesAway && file !== undefined && sshFileChanges(wanted, file).length > 0;
    return { file, ownLogin: await isOwnLogin(wanted.user, cutsOff, host) };
  },
  diff: (wanted, { file }) => sshFileChanges(wanted, file),
  steps: (wanted, { file }, changes) => sshFileSteps(wanted, file, changes),
  protects: (_, { file, ownLogin }) => (ownLogin && file ? { paths: [file.path] } : undefined),
  facts: (_, { file }) => (file === undefined ? {} : { path: file.path }),
});
