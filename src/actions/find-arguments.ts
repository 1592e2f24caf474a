import type { ArgumentsSchema } from '../arguments.ts';

export const findArguments: ArgumentsSchema = {
  summary: 'Looks for files in directories, for `register`; changes nothing.',
  details: `Works as Ansible's find, in a plan, too: the result has \`files\` (each with what \`stat\` gives), \`matched\` and \`skipped_paths\` (what is no
directory that can be searched, and why). It is bounded: each directory gives at most \`limit\` files, and \`truncated\` says whether there are more.

Differs from Ansible: there are the limit and \`truncated\`, but no \`examined\`; \`age\` counts in whole minutes; \`contains\` is an extended regular expression of grep; checksums are SHA-256; names that
hold a line break are left out, and so is, without a word, what lies in directories below that may not be searched. With \`use_regex\` the limit counts before the expressions. \`encoding\`, \`exact_mode\` and \`mode\` are not supported.`,
  properties: {
    paths: {
      description: 'Absolute paths of directories.',
      type: ['string', 'array'],
      items: { description: 'A directory.', type: 'string' },
      aliases: ['path', 'name'],
    },
    patterns: {
      description: 'Globs for names (`*.log`), or expressions with `use_regex`; one must match.',
      type: ['string', 'array'],
      items: { description: 'A pattern.', type: 'string' },
      aliases: ['pattern'],
    },
    excludes: {
      description: 'The same for names that do not count.',
      type: ['string', 'array'],
      items: { description: 'A pattern.', type: 'string' },
      aliases: ['exclude'],
    },
    use_regex: {
      description: 'Patterns are expressions in Python’s syntax, matched from the start of the name.',
      type: 'boolean',
      default: false,
    },
    file_type: {
      description: 'What is looked for.',
      type: 'string',
      enum: ['any', 'directory', 'file', 'link'],
      default: 'file',
    },
    recurse: { description: 'Looks into the directories below, too.', type: 'boolean', default: false },
    depth: { description: 'With `recurse`: how many levels.', type: 'integer', minimum: 1 },
    hidden: { description: 'Names that begin with a dot count, too.', type: 'boolean', default: false },
    follow: { description: 'Links are followed.', type: 'boolean', default: false },
    age: {
      description:
        'At least that old (`30m`, `4h`, `2d`, `1w`; seconds without a letter), or at most with a minus: `-1d`.',
      type: ['string', 'integer'],
    },
    age_stamp: {
      description: 'Which time `age` means.',
      type: 'string',
      enum: ['atime', 'ctime', 'mtime'],
      default: 'mtime',
    },
    size: {
      description: 'At least that big (`10k`, `5m`, `1g`; bytes without a letter), or at most with a minus.',
      type: ['string', 'integer'],
    },
    contains: { description: 'Extended regular expression that a line of the file matches.', type: 'string' },
    get_checksum: { description: 'Reads the files for `checksum`.', type: 'boolean', default: false },
    limit: {
      description: 'Most files that one directory gives.',
      type: 'integer',
      minimum: 1,
      maximum: 20_000,
      default: 1000,
    },
  },
  required: ['paths'],
  examples: [
    `- name: dumps that are older than two weeks
  find:
    paths: /srv/dumps
    patterns: '*.sql.gz'
    age: 2w
  register: old
- name: they go
  file: {path: "{{ item.path }}", state: absent}
  loop: old.files`,
  ],
};
