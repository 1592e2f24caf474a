import { basename } from 'node:path/posix';
import type { ArgumentsSchema } from '../arguments.ts';
import { defineEither, defineResource } from '../definition.ts';
import { ArgumentError } from '../resource.ts';
import type { Arguments } from '../resource.ts';
import { observeTree, treeChanges, treeSteps } from './copy-tree.ts';
import type { ObservedTree, WantedTree } from './copy-tree.ts';
import { wantedAttributes, wantedOwners } from './file-attributes.ts';
import { filePath, inDirectory } from './file-path.ts';
import { readArguments } from './read-arguments.ts';
import { fileChanges, fileSteps, observeFile } from './regular-file.ts';
import type { ObservedFile, WantedFile } from './regular-file.ts';
import { writtenFile, writtenFileArguments } from './written-file.ts';

const schema: ArgumentsSchema = {
  summary: 'Puts a rendered template on the host.',
  details: `The template is rendered on the controller, with the host's variables. The result is compared by SHA-256 on the host;
it travels only when it differs, and the file is replaced atomically.`,
  properties: {
    src: {
      description:
        'Handlebars template on the controller, searched in the `templates` directory of the role or the play.',
      type: 'string',
      asset: 'template',
    },
    ...writtenFileArguments,
  },
  required: ['src', 'dest'],
  examples: [
    `- name: configure nginx
  template:
    src: nginx.conf.hbs
    dest: /etc/nginx/nginx.conf
    mode: '0644'
    validate: nginx -t -c %s
  notify: reload nginx`,
  ],
};

/** One file; a destination with a slash at its end is a directory that is made when it is missing. */
export const template = defineEither({ kind: 'template', schema }, (given) =>
  readArguments(given, schema).required('dest').endsWith('/') ? templateInDirectory : templateAtPath,
);

const templateAtPath = defineResource<WantedFile, ObservedFile>({
  kind: 'template',
  schema,
  wanted: (given) => renderedFile(given, filePath('dest', readArguments(given, schema).required('dest'))),
  observe: observeFile,
  diff: fileChanges,
  steps: fileSteps,
  settles: () => true,
});

const templateInDirectory = defineResource<WantedTree, ObservedTree>({
  kind: 'template',
  schema,
  wanted: (given) => {
    const args = readArguments(given, schema);
    const root = filePath('dest', args.required('dest'));
    const name = basename(args.asset('src')?.source ?? '').replace(/\.hbs$/, '');
    const file = renderedFile(given, inDirectory(root, name));
    return { root, files: [file], directoryAttributes: wantedOwners(args) };
  },
  observe: observeTree,
  diff: treeChanges,
  steps: treeSteps,
  settles: () => true,
});

function renderedFile(given: Arguments, path: string): WantedFile {
  const args = readArguments(given, schema);
  const src = args.asset('src');
  if (src === undefined) throw new ArgumentError('src', '"src" is missing');
  if ('tree' in src) throw new ArgumentError('src', `${src.source} is a directory, and one template is wanted`);
  return writtenFile(args, path, src.content, wantedAttributes(args));
}
