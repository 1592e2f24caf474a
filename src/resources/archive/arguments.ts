import type { ArgumentsSchema } from '../../arguments.ts';
import { attributeArguments } from '../file-attributes.ts';

export const archiveArguments: ArgumentsSchema = {
  summary: 'Packs files and directories of the host into an archive there.',
  details: `The archive is made again when it is not the one that was made then, or when anything in it has another name, type, mode, owner, size or time
(with the fractions of a second that the host’s \`stat\` tells): a digest of all that, and what the archive looked like, is kept on the host, for root in
\`/var/lib/rackwright/archive\`. The contents are not read to find that out. Another archive that lies there already is replaced.

Names in it begin at the deepest directory that all of \`path\` have in common: \`/srv/www\` alone is packed as \`www/…\`. Devices, pipes and sockets are left
out, and so is the archive itself. It is put in its place as a whole, and what changes while it is packed fails the task. Because it holds copies of what not
everybody may read, a new one has mode 0600 unless \`mode\` says something else.

Differs from Ansible’s: no globs in \`path\`, always an archive (never a single compressed file), and the originals stay. The host’s
\`tar\` must take names from a list (\`-T\`), as GNU’s and Alpine’s do.`,
  properties: {
    path: {
      description: 'What is packed: absolute paths of files and directories.',
      type: ['string', 'array'],
      items: { description: 'One path.', type: 'string' },
    },
    dest: { description: 'The archive, in a directory that exists.', type: 'string' },
    format: {
      description:
        'How it is packed: `gz`, `xz`, `bz2` and `zst` are tar with that compression. Nothing means what the name of `dest` says, else `gz`.',
      type: 'string',
      enum: ['tar', 'gz', 'xz', 'bz2', 'zst', 'zip'],
    },
    exclude_path: {
      description:
        'What is left out, with everything below: absolute paths, in which `*` stands for anything, also `/`.',
      type: ['string', 'array'],
      items: { description: 'One path.', type: 'string' },
      aliases: ['exclude'],
    },
    mode: {
      ...attributeArguments.mode,
      description: 'Permissions of the archive. Kept when not given; a new one gets 0600.',
    },
    owner: attributeArguments.owner,
    group: attributeArguments.group,
  },
  required: ['path', 'dest'],
  examples: [
    `- name: the site, before it is changed
  archive:
    path: /srv/www
    dest: /srv/backup/www.tar.gz
    exclude_path: /srv/www/cache`,
  ],
};
