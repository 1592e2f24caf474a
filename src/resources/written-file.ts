import type { ArgumentSchema } from '../arguments.ts';
import type { Content } from '../content.ts';
import { attributeArguments } from './file-attributes.ts';
import type { WantedAttributes } from './file-attributes.ts';
import type { ArgumentReader } from './read-arguments.ts';
import type { WantedFile } from './regular-file.ts';

/** Arguments of everything that puts a whole file at a path. */
export const writtenFileArguments = {
  dest: {
    description:
      'Absolute path on the host. With a slash at its end it is a directory, and the file keeps its own name in it.',
    type: 'string',
    aliases: ['path', 'name'],
  },
  ...attributeArguments,
  force: { description: 'When false, a file that is already there is left as it is.', type: 'boolean', default: true },
  follow: {
    description:
      'When true and `dest` is a symbolic link, the file behind it is written; otherwise the link is replaced by the file.',
    type: 'boolean',
    default: false,
  },
  backup: {
    description: 'Keeps the old file beside the new one as `NAME.YYYY-MM-DDThhmmss~`.',
    type: 'boolean',
    default: false,
  },
  validate: {
    description:
      'Shell command that must accept the new content before it replaces the old one; `%s` stands for the staged file: `visudo -cf %s`.',
    type: 'string',
    pattern: '%s',
  },
} as const satisfies Readonly<Record<string, ArgumentSchema>>;

/** @throws ArgumentError */
export function writtenFile(
  args: ArgumentReader,
  path: string,
  content: Content,
  attributes: WantedAttributes,
): WantedFile {
  return {
    path,
    content,
    attributes,
    link: args.flag('follow') === true ? 'follow' : 'replace',
    existing: args.flag('force') === false ? 'keep' : 'update',
    backup: args.flag('backup') ?? false,
    validate: args.text('validate'),
  };
}
