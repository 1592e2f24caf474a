import type { ArgumentsSchema } from '../../arguments.ts';

export const mountArguments: ArgumentsSchema = {
  summary: 'Keeps file systems mounted, now and at boot.',
  details: `Compared and read back are the line in /etc/fstab and, by /proc/self/mountinfo, what is mounted at the path: source (\`UUID=\` and
\`LABEL=\` are resolved; bind mounts are recognised by the directory itself), type and options. Options are compared as a set. Of those that are in
effect only what the kernel shows as a word is looked at: \`ro\`, \`nosuid\`, \`nodev\`, \`noexec\`, \`noatime\` and the like, and \`size=\` of tmpfs; the
file has all of them. When only options differ the file system is mounted again in its place (\`remount\`), without interrupting anybody.

The mount point is made when it is missing. One that holds files is not hidden under a file system unless \`nonempty\` allows it. Nothing is
formatted: that is \`filesystem\`.

As Ansible's, with these differences: \`state\` may be left out and means \`mounted\`; \`absent\` leaves the directory; there is no \`remounted\`
(use \`command\` in a handler), no \`ephemeral\`, and only /etc/fstab. A mount that is busy is not forced away.`,
  properties: {
    path: { description: 'Where it is mounted.', type: 'string', aliases: ['name'] },
    src: {
      description:
        'What is mounted: a device, `UUID=…`, `LABEL=…`, `server:/path`, a directory (with `bind` in `opts`), `tmpfs`.',
      type: 'string',
    },
    fstype: { description: 'Type of the file system: `ext4`, `nfs`, `tmpfs`, `none` for bind mounts.', type: 'string' },
    opts: { description: 'Mount options, with commas between them.', type: 'string', default: 'defaults' },
    state: {
      description:
        '`mounted`: in /etc/fstab and mounted; `present`: only in /etc/fstab; `unmounted`: not mounted, /etc/fstab as it is; `absent`: neither.',
      type: 'string',
      enum: ['mounted', 'present', 'unmounted', 'absent'],
      default: 'mounted',
    },
    boot: { description: 'Whether it is mounted at boot; false adds `noauto`.', type: 'boolean', default: true },
    dump: { description: 'Fifth field of the line.', type: ['integer', 'string'], default: 0 },
    passno: {
      description: 'Sixth field of the line: when it is checked at boot.',
      type: ['integer', 'string'],
      default: 0,
    },
    nonempty: {
      description: 'The mount point may hold files, which are hidden then.',
      type: 'boolean',
      default: false,
    },
  },
  required: ['path'],
  examples: [
    `- name: data have a disk of their own
  mount:
    path: /srv/data
    src: LABEL=data
    fstype: ext4
    opts: noatime,nofail
    passno: 2`,
    `- name: nothing is executed in /var/tmp
  mount:
    path: /var/tmp
    src: tmpfs
    fstype: tmpfs
    opts: size=512m,nosuid,nodev,noexec
    nonempty: true`,
    `- mount: {path: /mnt/old, state: absent}`,
  ],
};
