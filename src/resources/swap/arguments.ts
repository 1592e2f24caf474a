import type { ArgumentsSchema } from '../../arguments.ts';

export const swapArguments: ArgumentsSchema = {
  summary: 'Keeps a swap file, or a swap partition, in use now and at boot.',
  details: `Compared and read back are the file (its size, its swap signature, mode 0600), whether the kernel uses it (/proc/swaps), its priority where
one is given, and the line in /etc/fstab. A file of another size is taken out of use and made anew, which needs memory for what is in it.

Nothing is formatted that is not swap: a file that is there without a swap signature, whatever it holds, is refused, and so is a partition; make
swap of an empty one by \`filesystem\` with \`fstype: swap\`. A new file is written in full under another name and takes its name when it is ready, so
that a run that was killed leaves no half of one. On btrfs it gets the attribute that swap files need there; ZFS has none.

With \`state: absent\` the file goes; a partition keeps its contents. Ansible has no such module.`,
  properties: {
    path: { description: 'The file, or a device.', type: 'string', default: '/swapfile' },
    size: {
      description: 'Size of the file: `512M`, `2G`. For partitions it is left out.',
      type: 'string',
      pattern: '^[1-9][0-9]{0,6}[MG]$',
    },
    priority: {
      description: 'Higher ones are used first. The kernel chooses when not given.',
      type: 'integer',
      minimum: 0,
      maximum: 32767,
    },
    state: { description: 'Whether it is in use.', type: 'string', enum: ['present', 'absent'], default: 'present' },
  },
  examples: [
    `- name: room for a bad day
  swap:
    path: /swapfile
    size: 2G`,
    `- swap: {path: /old.swap, state: absent}`,
  ],
};
