import type { ArgumentsSchema } from '../arguments.ts';
import { defineResource } from '../definition.ts';
import { editChanges, editSettles, editSteps, observeEdit, wantedEdit } from './edited-file.ts';
import type { ObservedEdit, WantedEdit } from './edited-file.ts';
import { readArguments } from './read-arguments.ts';
import { structuredFileArguments } from './structured-file/arguments.ts';
import { structuredEdits } from './structured-file/edits.ts';
import { editYaml } from './yaml-file/edit-yaml.ts';

const schema: ArgumentsSchema = {
  summary: 'Keeps single values in a YAML file.',
  details: `Comments stay, and only the lines that hold the value are written where that is possible. In rare layouts (the last entry of a map goes, a
map on one line loses a name) the file is written anew: then comments, order, quotes and blank lines stay, but spaces before comments and the
folding of long lines may change, which the plan's diff shows. Whatever was edited is read again before it counts, and must say exactly the
old values and the new one. Names that are missing on the way are made; a position one past the end of a list adds to it.

The file is read as YAML 1.2 (\`yes\` is a text) and must be one document; texts that an older reader would take for something else are written in quotes. A value behind
an alias is set where the anchor is. \`null\` cannot be set.`,
  properties: structuredFileArguments,
  required: ['path'],
  examples: [
    `- name: the exporter listens on one address
  yaml_file:
    path: /etc/app/config.yml
    key: server.listen
    value: 198.18.0.11:9100`,
    `- name: netplan leaves the second card alone
  yaml_file:
    path: /etc/netplan/50-rack.yaml
    create: true
    mode: '0600'
    merge:
      network:
        version: 2
        ethernets: {eth1: {dhcp4: false, optional: true}}`,
    `- yaml_file: {path: /etc/app/config.yml, key: [hosts, old.example.com], state: absent}`,
  ],
};

export const yamlFile = defineResource<WantedEdit, ObservedEdit>({
  kind: 'yaml_file',
  schema,
  wanted: (given) => {
    const args = readArguments(given, schema);
    const path = args.required('path');
    const edits = structuredEdits(args);
    return wantedEdit(args, (text) => edits.reduce((edited, edit) => editYaml(path, edited, edit), text));
  },
  observe: observeEdit,
  diff: editChanges,
  steps: editSteps,
  settles: editSettles,
});
