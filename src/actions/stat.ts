import type { ArgumentsSchema } from '../arguments.ts';
import { defineReading } from '../definition.ts';
import { fileDigests } from '../facts/file-digest.ts';
import type { DigestAlgorithm } from '../facts/file-digest.ts';
import { fileState } from '../facts/file-state.ts';
import { followedListedFile, listedFile } from '../facts/listed-files.ts';
import { HostError } from '../diagnostics/errors.ts';
import { filePath } from '../resources/file-path.ts';
import { readArguments } from '../resources/read-arguments.ts';
import { describeFile } from './describe-file.ts';

const schema: ArgumentsSchema = {
  summary: 'Looks at a path, for `register`; changes nothing.',
  details: `Works as Ansible's stat, in a plan, too: the result is \`{stat: {exists: false}}\`, or \`stat\` with \`exists\`, \`path\`, \`isreg\`, \`isdir\`,
\`islnk\`, \`isfifo\`, \`issock\`, \`ischr\`, \`isblk\`, \`mode\` (\`'0644'\`), \`uid\`, \`gid\`, \`pw_name\`, \`gr_name\`, \`size\`, \`inode\`, \`dev\`, \`nlink\`, \`atime\`, \`mtime\`,
\`ctime\` (whole seconds), \`rusr\` to \`xoth\`, \`isuid\`, \`isgid\`, for links \`lnk_target\` as it is written, and for regular files \`checksum\`. Many \`stat\` tasks cost one round trip.

Differs from Ansible: the checksum is SHA-256 unless another one is asked for; \`mimetype\`, \`charset\`, \`attributes\`, \`version\`, \`lnk_source\`, \`readable\`, \`writeable\`
and \`executable\` are not given. A path below a directory that may not be searched fails the task, where Ansible would say that it does not exist. Behind a would-be change a plan shows
what is there now.`,
  properties: {
    path: { description: 'Absolute path.', type: 'string', aliases: ['dest', 'name'] },
    follow: { description: 'Looks at what a link leads to.', type: 'boolean', default: false },
    get_checksum: { description: 'Reads regular files for `checksum`.', type: 'boolean', default: true },
    checksum_algorithm: {
      description: 'What `checksum` is.',
      type: 'string',
      enum: ['sha256', 'sha512', 'sha1', 'md5'],
      default: 'sha256',
      aliases: ['checksum', 'checksum_algo'],
    },
    get_mime: { description: 'Accepted and ignored.', type: 'boolean', aliases: ['mime', 'mime_type'] },
    get_attributes: { description: 'Accepted and ignored.', type: 'boolean', aliases: ['attr', 'attributes'] },
  },
  required: ['path'],
  examples: [
    `- name: has it been set up?
  stat:
    path: /srv/app/.ready
  register: ready
- name: set it up
  command: {cmd: /srv/app/setup, always: true}
  when: not ready.stat.exists`,
  ],
};

export const stat = defineReading({
  kind: 'stat',
  schema,
  wanted: (given) => {
    const args = readArguments(given, schema);
    const algorithm = (args.text('checksum_algorithm') ?? 'sha256') as DigestAlgorithm;
    return {
      path: filePath('path', args.required('path')),
      follow: args.flag('follow') ?? false,
      digest: args.flag('get_checksum') === false ? undefined : fileDigests[algorithm],
    };
  },
  read: async ({ path, follow, digest }, host) => {
    const [state, listed, checksum] = await Promise.all([
      host.read(fileState, path),
      host.read(follow ? followedListedFile : listedFile, path),
      digest && host.read(digest, path),
    ]);
    if (state.type === 'unreadable')
      throw new HostError('fact-unreadable', `${path} cannot be looked at: a directory above may not be searched`);
    if (listed === undefined) return { stat: { exists: false } };
    const target = listed.type === 'link' && state.type === 'link' ? state.target : undefined;
    return {
      stat: {
        exists: true,
        ...describeFile(listed),
        ...(target !== undefined && { lnk_target: target }),
        ...(listed.type === 'file' && checksum !== undefined && { checksum }),
      },
    };
  },
});
