import type { ArgumentsSchema } from '../arguments.ts';
import { defineAction } from '../definition.ts';
import { sh, verbatim } from '../shell.ts';
import type { Command } from '../shell.ts';
import { readArguments } from '../resources/read-arguments.ts';
import { askGuards, guardArguments, guardNames, readGuards } from './guard.ts';
import { inDirectory, processArguments, readProcess } from './process-arguments.ts';
import { runOnHost } from './run-on-host.ts';

const schema: ArgumentsSchema = {
  summary: 'Runs shell text on the host: pipes, variables and globs work.',
  details:
    'Values from templates that stand in shell text need the `sh_quote` helper. Like every action it is not proven, and it must say when it is needed.',
  freeForm: 'cmd',
  required: ['cmd'],
  guards: guardNames,
  properties: {
    cmd: { description: 'Shell text.', type: 'string' },
    executable: { description: 'The shell; without it the host’s /bin/sh.', type: 'string', pattern: '^/' },
    ...processArguments,
    ...guardArguments,
  },
  examples: [
    "- name: compress old dumps\n  shell:\n    cmd: find /srv/dumps -name '*.sql' -mtime +7 -exec gzip {} +\n    onlyif: find /srv/dumps -name '*.sql' -mtime +7 | grep -q .\n",
  ],
};

export const shell = defineAction({
  kind: 'shell',
  schema,
  where: 'host',
  detachable: true,
  wanted: (args) => {
    const read = readArguments(args, schema);
    return {
      text: read.required('cmd'),
      executable: read.text('executable'),
      process: readProcess(read),
      guards: readGuards(read),
    };
  },
  guard: ({ guards }, host) => askGuards(guards, host),
  perform: ({ text, executable, process }, context) => {
    const script = executable === undefined ? verbatim(text) : inOtherShell(executable, text);
    return runOnHost(context, { ...process, script: inDirectory(process.directory, script) }, text);
  },
});

/** By a private file: in its arguments the text would be seen by every user, and could not be long. */
function inOtherShell(executable: string, text: string): Command {
  return sh`
rackwright_text=$(mktemp) || exit 1
trap 'rm -f "$rackwright_text"' EXIT
printf '%s\\n' ${text} >"$rackwright_text" || exit 1
${executable} "$rackwright_text"`;
}
