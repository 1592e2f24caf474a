import { defineEither, defineResource } from '../definition.ts';
import { editChanges, editSettles, editSteps, observeEdit } from './edited-file.ts';
import type { ObservedEdit, WantedEdit } from './edited-file.ts';
import { filePath } from './file-path.ts';
import { readArguments } from './read-arguments.ts';
import { accountName } from './account-name.ts';
import { sshFileChanges } from './ssh-file/diff.ts';
import { observeSshFile } from './ssh-file/observe.ts';
import type { ObservedSshFile } from './ssh-file/observe.ts';
import { sshFileSteps } from './ssh-file/steps.ts';
import type { WantedSshFile } from './ssh-file/wanted.ts';
import { sshKnownHostArguments as schema } from './ssh-known-host/arguments.ts';
import { editKnownHosts } from './ssh-known-host/edit-known-hosts.ts';
import { wantedHostKeys } from './ssh-known-host/wanted.ts';

const shared = { kind: 'ssh_known_host', aliases: ['known_hosts'], schema };

const ofUser = defineResource<WantedSshFile, ObservedSshFile>({
  ...shared,
  wanted: (given) => {
    const args = readArguments(given, schema);
    const wanted = wantedHostKeys(args);
    const path = args.text('path');
    return {
      user: accountName('user', args.required('user')),
      path: path === undefined ? undefined : filePath('path', path),
      name: 'known_hosts',
      present: wanted.present,
      manageDirectory: path === undefined,
      edit: (text) => editKnownHosts(wanted, text),
    };
  },
  observe: observeSshFile,
  diff: sshFileChanges,
  steps: sshFileSteps,
  facts: (_, found) => (found === undefined ? {} : { path: found.path }),
});

const ofSystem = defineResource<WantedEdit, ObservedEdit>({
  ...shared,
  wanted: (given) => {
    const args = readArguments(given, schema);
    const wanted = wantedHostKeys(args);
    return {
      file: {
        path: filePath('path', args.text('path') ?? '/etc/ssh/ssh_known_hosts'),
        attributes: {},
        link: 'follow',
        existing: 'update',
        backup: false,
        validate: undefined,
      },
      missing: wanted.present ? 'create' : 'ignore',
      edit: (text) => editKnownHosts(wanted, text),
    };
  },
  observe: observeEdit,
  diff: editChanges,
  steps: editSteps,
  settles: editSettles,
  facts: ({ file }) => ({ path: file.path }),
});

export const sshKnownHost = defineEither(shared, (args) => (args['user'] == null ? ofSystem : ofUser));
