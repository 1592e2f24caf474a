import { defineResource } from '../definition.ts';
import { authorizedKeyArguments } from './authorized-key/arguments.ts';
import { editKeys } from './authorized-key/edit-keys.ts';
import { wantedKeys } from './authorized-key/wanted.ts';
import { sshFileChanges } from './ssh-file/diff.ts';
import { observeSshFile } from './ssh-file/observe.ts';
import type { ObservedSshFile } from './ssh-file/observe.ts';
import { sshFileSteps } from './ssh-file/steps.ts';
import type { WantedSshFile } from './ssh-file/wanted.ts';

export const authorizedKey = defineResource<WantedSshFile, ObservedSshFile>({
  kind: 'authorized_key',
  schema: authorizedKeyArguments,
  wanted: (args) => {
    const wanted = wantedKeys(args);
    return { ...wanted, name: 'authorized_keys', edit: (text) => editKeys(wanted, text) };
  },
  observe: observeSshFile,
  diff: sshFileChanges,
  steps: sshFileSteps,
  facts: (_, found) => (found === undefined ? {} : { path: found.path }),
});
