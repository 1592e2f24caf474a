import type { ArgumentsSchema } from '../arguments.ts';
import { defineAction } from '../definition.ts';
import { ArgumentError } from '../resource.ts';
import { sh } from '../shell.ts';
import { readArguments } from '../resources/read-arguments.ts';
import { askGuards, guardArguments, guardNames, readGuards } from './guard.ts';
import { inDirectory, processArguments, readProcess } from './process-arguments.ts';
import { runOnHost } from './run-on-host.ts';

const { chdir, timeout, on_disconnect } = processArguments;

const schema: ArgumentsSchema = {
  summary: 'Runs a script of the controller on the host.',
  details:
    'The script is kept in a private file for as long as it runs; its first line says what runs it, without one /bin/sh does.',
  freeForm: 'src',
  required: ['src'],
  guards: guardNames,
  properties: {
    src: { description: 'The script: a file under `files/`.', type: 'string', asset: 'file', aliases: ['cmd'] },
    args: {
      description: 'Its arguments.',
      type: 'array',
      items: { description: 'One word.', type: ['string', 'integer'] },
    },
    chdir,
    timeout,
    on_disconnect,
    ...guardArguments,
  },
  examples: [
    '- name: prepare the disk\n  script:\n    src: prepare-disk.sh\n    args: [/dev/sdb]\n    creates: /srv/data/.prepared\n',
  ],
};

export const script = defineAction({
  kind: 'script',
  schema,
  where: 'host',
  detachable: true,
  wanted: (args) => {
    const read = readArguments(args, schema);
    const asset = read.oneFile('src', 'a script');
    if (asset === undefined) throw new ArgumentError('src', '"src" is missing');
    return { asset, words: read.texts('args') ?? [], process: readProcess(read), guards: readGuards(read) };
  },
  guard: ({ guards }, host) => askGuards(guards, host),
  perform: ({ asset, words, process }, context) => {
    const run = inDirectory(process.directory, sh`"$rackwright_script" ${words}`);
    const script = sh`
rackwright_script=$(mktemp) || exit 1
trap 'rm -f "$rackwright_script"' EXIT
cat >"$rackwright_script" && chmod 0700 "$rackwright_script" || exit 1
( ${run} ) </dev/null`;
    return runOnHost(context, { script, stdin: asset.content, ...process }, asset.source);
  },
});
