import { defineResource } from '../definition.ts';
import { editChanges, editSettles, editSteps, observeEdit, wantedEdit } from './edited-file.ts';
import type { ObservedEdit, WantedEdit } from './edited-file.ts';
import { iniArguments } from './ini-file/arguments.ts';
import { editIni } from './ini-file/edit-ini.ts';
import { wantedIni } from './ini-file/wanted.ts';
import { readArguments } from './read-arguments.ts';

export const iniFile = defineResource<WantedEdit, ObservedEdit>({
  kind: 'ini_file',
  schema: iniArguments,
  wanted: (given) => {
    const args = readArguments(given, iniArguments);
    const wanted = wantedIni(args);
    const edit = wantedEdit(args, (text) => editIni(text, wanted));
    // As with Ansible, the file is made unless that is forbidden.
    return edit.missing === 'refuse' && args.flag('create') !== false ? { ...edit, missing: 'create' } : edit;
  },
  observe: observeEdit,
  diff: editChanges,
  steps: editSteps,
  settles: editSettles,
});
