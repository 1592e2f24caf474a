import type { ArgumentsSchema } from '../../arguments.ts';
import { attributeArguments } from '../file-attributes.ts';

const { mode, owner, group } = attributeArguments;

export const unarchiveArguments: ArgumentsSchema = {
  summary: 'Unpacks an archive on the host, from the controller or from the host itself.',
  details: `Knows tar, alone or with gzip, xz, zstd or bzip2, and zip, as far as the host has the tools. Everything is unpacked into a closed directory inside of \`dest\`, looked
at, and then renamed into its place file by file. Refused as a whole, with nothing in its place, is an archive with a member that escapes: an absolute path, \`..\`,
a path through one of its own links, a hard link or (unless \`outside_links\`) a symbolic link that leads out, a device, or a name with a line break. Set-id bits are not taken over.

With \`creates\` it is unpacked when that is not there, and the proof is that it is. Otherwise the host keeps a record (root: /var/lib/rackwright/unarchive, others:
~/.local/state) of the archive's SHA-256 and of every file's type, mode, owner, size and time: another archive, or a file that was edited, removed or given away, is a difference, and
all is unpacked again. Files that others have put into \`dest\` stay, and so do those of an older archive. Not proven are contents that were changed with size and time kept.

Differs from Ansible: files belong to who unpacks them or to \`owner\`, not to whom the archive says; no URL as \`src\` (use \`get_url\`); \`strip_components\` is
an argument; \`extra_opts\`, \`include\`, \`exclude\`, \`keep_newer\` and \`list_files\` are not supported. While it works, \`dest\` needs room for the archive without compression besides
what comes out.`,
  properties: {
    src: {
      description: 'The archive: a file under `files/`, or with `remote_src` an absolute path on the host.',
      type: 'string',
      asset: 'file',
      assetUnless: 'remote_src',
    },
    remote_src: { description: 'The archive is on the host.', type: 'boolean', default: false },
    dest: { description: 'Absolute path of a directory that exists.', type: 'string' },
    creates: { description: 'Absolute path: nothing is done when something is there.', type: 'string' },
    strip_components: {
      description: 'Leading parts of each path that are left out; for tar.',
      type: 'integer',
      minimum: 0,
      maximum: 20,
      default: 0,
    },
    outside_links: {
      description: 'Accepts symbolic links that lead out of `dest`. Nothing is ever unpacked through them.',
      type: 'boolean',
      default: false,
    },
    mode: { ...mode, description: 'Permissions of everything in it; symbolic ones make sense: `u=rwX,go=rX`.' },
    owner,
    group,
  },
  required: ['src', 'dest'],
  examples: [
    `- name: unpack the exporter that get_url has brought
  unarchive:
    src: /usr/local/src/exporter-1.8.2.tar.gz
    remote_src: true
    dest: /opt/exporter
    strip_components: 1
    owner: root
    group: root`,
    `- name: the site, once
  unarchive: {src: site.zip, dest: /srv/www, creates: /srv/www/index.html}`,
  ],
};
