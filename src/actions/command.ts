import type { ArgumentsSchema } from '../arguments.ts';
import { defineAction } from '../definition.ts';
import { ArgumentError } from '../resource.ts';
import { sh } from '../shell.ts';
import { readArguments } from '../resources/read-arguments.ts';
import { askGuards, guardArguments, guardNames, readGuards } from './guard.ts';
import { inDirectory, processArguments, readProcess } from './process-arguments.ts';
import { runOnHost } from './run-on-host.ts';
import { splitWords } from './split-words.ts';

const schema: ArgumentsSchema = {
  summary: 'Runs a program, without a shell between: no pipes, variables or globs.',
  details:
    'An action has no lasting state, so it is not proven and a plan only says that it would run. It must say when it is needed (`creates`, `removes`, `unless`, `onlyif`), that it always runs (`always: true`), or the task must judge by `changed_when`.',
  freeForm: 'cmd',
  oneOf: [['cmd'], ['argv']],
  guards: guardNames,
  properties: {
    cmd: { description: 'The program and its arguments in one line; quotes keep words together.', type: 'string' },
    argv: {
      description: 'The same as a list; nothing in it is split.',
      type: 'array',
      items: { description: 'One word.', type: ['string', 'integer'] },
    },
    ...processArguments,
    ...guardArguments,
  },
  examples: [
    '- name: make the key once\n  command:\n    cmd: openssl genrsa -out /etc/app/key.pem 2048\n    creates: /etc/app/key.pem\n',
  ],
};

export const command = defineAction({
  kind: 'command',
  schema,
  where: 'host',
  detachable: true,
  wanted: (args) => {
    const read = readArguments(args, schema);
    const words = read.texts('argv') ?? splitWords(read.required('cmd'));
    if (words.length === 0) throw new ArgumentError('cmd', 'there is no program to run');
    return { words, process: readProcess(read), guards: readGuards(read) };
  },
  guard: ({ guards }, host) => askGuards(guards, host),
  perform: ({ words, process }, context) =>
    runOnHost(context, { ...process, script: inDirectory(process.directory, sh`exec ${words}`) }, words.join(' ')),
});
