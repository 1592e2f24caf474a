import type { ArgumentsSchema } from '../arguments.ts';
import { defineAction } from '../definition.ts';
import { verbatim } from '../shell.ts';
import { readArguments } from '../resources/read-arguments.ts';
import { askGuards, guardArguments, guardNames, readGuards } from './guard.ts';
import { processArguments, readProcess } from './process-arguments.ts';
import { tellResult } from './tell-result.ts';

const schema: ArgumentsSchema = {
  summary:
    'Gives a command line to whatever takes commands on the host: a router’s console, a login shell that is no `sh`.',
  details: `Everything else needs a POSIX \`sh\` on the host; \`raw\` needs nothing, so it can bring a host to where the rest works, or ask a device that never will. The
line goes to the login shell as it is, on a channel of its own, and runs as the login user: a task with \`become\` is refused. When its time is up it is not waited for any
more, but it cannot be killed.

Like every action it is not proven, and it must say when it is needed. The guards \`creates\`, \`removes\`, \`unless\` and \`onlyif\` are asked through a \`sh\`; where there is
none, write \`always: true\` or \`changed_when\`, and \`gather_facts: false\` on the play.`,
  freeForm: 'cmd',
  required: ['cmd'],
  guards: guardNames,
  properties: {
    cmd: { description: 'The command line.', type: 'string' },
    stdin: processArguments.stdin,
    stdin_add_newline: processArguments.stdin_add_newline,
    timeout: {
      description: 'Seconds after which it is not waited for any more, and the task fails.',
      type: 'number',
      minimum: 1,
    },
    ...guardArguments,
  },
  examples: [
    '- name: what the switch runs\n  raw: {cmd: show version, always: true}\n  register: switch\n  changed_when: false\n',
  ],
};

export const raw = defineAction({
  kind: 'raw',
  schema,
  where: 'host',
  wanted: (args) => {
    const read = readArguments(args, schema);
    return { text: read.required('cmd'), process: readProcess(read), guards: readGuards(read) };
  },
  guard: ({ guards }, host) => askGuards(guards, host),
  perform: async ({ text, process: { stdin, timeoutMs } }, context) => {
    if (context.become !== undefined)
      return {
        changed: false,
        failed: {
          message: `raw runs as the login user, and cannot become ${context.become.user}`,
          hint: 'write "become: false" on the task, and put sudo into the command line where it is known there',
        },
        result: {},
      };
    const options = { ...(stdin && { stdin }), ...(timeoutMs !== undefined && { timeoutMs }) };
    return tellResult(context, (onOutput) => context.direct({ command: verbatim(text), ...options, onOutput }), text);
  },
});
