import type { ArgumentsSchema } from '../arguments.ts';
import { defineResource } from '../definition.ts';
import { CannotConverge } from '../resource.ts';
import { editChanges, editSettles, editSteps, observeEdit, wantedEdit } from './edited-file.ts';
import type { ObservedEdit, WantedEdit } from './edited-file.ts';
import { editJson } from './json-file/edit-json.ts';
import { JsonSyntaxError } from './json-file/parse-json.ts';
import { lineAndColumn } from './line-and-column.ts';
import { readArguments } from './read-arguments.ts';
import { structuredFileArguments } from './structured-file/arguments.ts';
import { structuredEdits } from './structured-file/edits.ts';
import type { StructuredEdit } from './structured-file/edits.ts';

const schema: ArgumentsSchema = {
  summary: 'Keeps single values in a JSON file.',
  details: `Only what differs is written; indentation, order, spaces and, where the program that reads the file allows them, comments stay as they
are. New maps and lists get the indentation of the file, or go on one line where the file is on one. A file that is no JSON is never written: the
task fails and says at which line. Names that are missing on the way are made; a position one past the end of a list adds to it.

Numbers are compared as JavaScript has them (64-bit floating point). \`null\` cannot be set.`,
  properties: structuredFileArguments,
  required: ['path'],
  examples: [
    `- name: docker keeps its logs small
  json_file:
    path: /etc/docker/daemon.json
    create: true
    merge:
      log-driver: json-file
      log-opts: {max-size: 10m, max-file: '3'}`,
    `- name: the second listener moves
  json_file:
    path: /etc/app/config.json
    key: listeners.1.port
    value: 8443`,
    `- json_file: {path: /etc/app/config.json, key: [features, old.cache], state: absent}`,
  ],
};

export const jsonFile = defineResource<WantedEdit, ObservedEdit>({
  kind: 'json_file',
  schema,
  wanted: (given) => {
    const args = readArguments(given, schema);
    const edits = structuredEdits(args);
    return wantedEdit(args, (text) => editAll(args.required('path'), text, edits));
  },
  observe: observeEdit,
  diff: editChanges,
  steps: editSteps,
  settles: editSettles,
});

function editAll(path: string, text: string, edits: readonly StructuredEdit[]): string {
  try {
    return edits.reduce(editJson, text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw new CannotConverge(`${path} is no JSON at ${lineAndColumn(text, error.offset)}, and is not edited`);
  }
}
