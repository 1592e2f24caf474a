import type { ArgumentsSchema } from '../arguments.ts';
import { defineEither } from '../definition.ts';
import { ArgumentError } from '../resource.ts';
import { directory } from './directory.ts';
import { attributeArguments } from './file-attributes.ts';
import { fileAbsent } from './file-absent.ts';
import { filePresent } from './file-present.ts';
import { hardLink } from './hard-link.ts';
import { link } from './link.ts';
import { readArguments } from './read-arguments.ts';

const schema: ArgumentsSchema = {
  summary: 'Keeps a file, directory or link, its owner and its permissions, or its absence.',
  details: `The content of files comes from \`copy\`, \`template\`, \`line\` and \`blockinfile\`. With \`state: absent\` a directory goes with
everything in it. \`state: touch\` makes an empty file where there is none and, unlike Ansible's, leaves the times of an existing one alone.
Links may point to what does not exist yet.`,
  properties: {
    path: { description: 'Absolute path on the host.', type: 'string', aliases: ['dest', 'name'] },
    state: {
      description:
        'What stands at the path. Without it, whatever is there keeps its type; with `recurse` it is a directory.',
      type: 'string',
      enum: ['file', 'directory', 'link', 'hard', 'touch', 'absent'],
    },
    src: { description: 'Where a link points.', type: 'string', aliases: ['target'] },
    ...attributeArguments,
    recurse: {
      description: 'Owner, group and mode hold for everything below the directory, too.',
      type: 'boolean',
      default: false,
    },
    follow: {
      description: 'When the path is a symbolic link, what it points to is meant.',
      type: 'boolean',
      default: true,
    },
    force: {
      description: 'Lets a link replace a file or an empty directory.',
      type: 'boolean',
      default: false,
    },
    access_time: { description: 'Times are always left alone.', type: 'string', enum: ['preserve'] },
    modification_time: { description: 'Times are always left alone.', type: 'string', enum: ['preserve'] },
  },
  required: ['path'],
  examples: [
    `- name: let only root read the key
  file:
    path: /etc/ssl/private/shop.key
    owner: root
    group: root
    mode: '0600'`,
    `- name: remove the default site
  file:
    path: /etc/nginx/sites-enabled/default
    state: absent`,
  ],
};

/** The state decides which of the file resources it is. */
export const file = defineEither({ kind: 'file', schema }, (given) => {
  const args = readArguments(given, schema);
  const recurse = args.flag('recurse') ?? false;
  const state = args.text('state') ?? (recurse ? 'directory' : 'any');
  if (recurse && state !== 'directory') throw new ArgumentError('recurse', '"recurse" needs "state: directory"');
  if (args.text('src') !== undefined && state !== 'link' && state !== 'hard')
    throw new ArgumentError('src', '"src" needs "state: link" or "state: hard"');
  switch (state) {
    case 'directory':
      return directory;
    case 'link':
      return link;
    case 'hard':
      return hardLink(schema);
    case 'absent':
      return fileAbsent(schema);
    case 'file':
    case 'touch':
    case 'any':
      return filePresent(schema, state);
    default:
      throw new ArgumentError('state', `${JSON.stringify(state)} is not a state`);
  }
});
