import type { ArgumentsSchema } from '../../arguments.ts';
import { editedFileArguments } from '../edited-file.ts';

export const iniArguments: ArgumentsSchema = {
  summary: 'Keeps an option, or a section, in an INI file.',
  details: `Works as Ansible's ini_file, line by line: comments, blank lines, order and everything that is not meant stay as they are. An option is
\`name = value\`; a remark that holds the same option (\`#name = …\`, \`;name = …\`) is used as its place unless \`modify_inactive_option\` is false.
Where a section stands in the file more than once, the first one with the option counts, else the first one. A value that goes on in further lines is not known: only its first line is replaced.

Differs from Ansible: a line that says the same with other spaces is left alone, unless \`ignore_spaces\` is false; a new section gets a blank line before it;
\`section_has_values\` is not supported.`,
  properties: {
    ...editedFileArguments,
    create: { ...editedFileArguments.create, default: true },
    section: {
      description: 'Name of the section, without brackets. Nothing means the lines before the first section.',
      type: 'string',
    },
    option: {
      description: 'Name of the option. Without it the section itself is kept, or removed with all that is in it.',
      type: ['string', 'number'],
    },
    value: {
      description:
        'The value; words like `true` and `on` in quotes, so that they stay as written. With `state: absent` and `exclusive: false`, the only one that goes.',
      type: ['string', 'number'],
    },
    values: {
      description: 'Several values, for an option that may be given more than once; instead of `value`.',
      type: 'array',
      items: { description: 'A value.', type: ['string', 'number'] },
    },
    exclusive: {
      description: 'The option has no other values than these. When false, others stay.',
      type: 'boolean',
      default: true,
    },
    allow_no_value: {
      description: 'The option may stand without a value: `skip-networking`.',
      type: 'boolean',
      default: false,
    },
    no_extra_spaces: { description: 'Writes `name=value` without spaces.', type: 'boolean', default: false },
    ignore_spaces: {
      description: 'A line that differs only in spaces is right.',
      type: 'boolean',
      default: true,
    },
    modify_inactive_option: {
      description: 'Puts the option in the place of a remark that holds it.',
      type: 'boolean',
      default: true,
    },
  },
  required: ['path'],
  examples: [
    `- name: listen on all addresses
  ini_file:
    path: /etc/mysql/mariadb.conf.d/50-server.cnf
    section: mysqld
    option: bind-address
    value: 0.0.0.0`,
    `- name: the two name servers, and no others
  ini_file:
    path: /etc/systemd/network/10-lan.network
    section: Network
    option: DNS
    values: [198.18.0.1, 198.18.0.2]
    no_extra_spaces: true`,
    `- name: no leftovers of the old cache
  ini_file: {path: /etc/app.ini, section: cache, state: absent}`,
  ],
};
