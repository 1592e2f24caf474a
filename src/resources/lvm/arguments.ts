import type { ArgumentsSchema } from '../../arguments.ts';

export const lvmArguments: ArgumentsSchema = {
  summary: 'Keeps a volume group of LVM and the logical volumes in it.',
  details: `A device becomes part of the group only when it is empty: one that holds a file system, swap, a partition table or anything else that \`blkid\` knows, or that
belongs to another group, is refused, and there is no way to force it. Devices and volumes that the task does not name stay as they are.

Volumes grow, and a file system of ext, xfs or btrfs on them grows along. A volume that is bigger than wanted is refused; \`force: true\` makes it smaller, together with its
file system (\`lvreduce --resizefs\`, which refuses what cannot shrink). Where a new volume would lie on the remains of an old one with a signature, LVM refuses to make it, and
so the task fails. Nothing is ever removed or formatted; \`filesystem\` and \`mount\` go on from here.`,
  properties: {
    vg: { description: 'The volume group.', type: 'string', pattern: '^[A-Za-z0-9_+.][A-Za-z0-9_+.-]*$' },
    pvs: {
      description: 'The devices that it consists of, at least.',
      type: ['string', 'array'],
      items: { description: 'A device, or a partition: `/dev/vdb`.', type: 'string' },
    },
    lvs: {
      description: 'Its logical volumes.',
      type: 'array',
      items: {
        description: 'One volume.',
        type: 'object',
        properties: {
          name: { description: 'Its name: it becomes `/dev/VG/NAME`.', type: 'string' },
          size: {
            description:
              'How big: `512m`, `20g`, `1t` (powers of 1024), `50%VG` of the whole group, or `100%FREE` for all that is left.',
            type: 'string',
          },
        },
        required: ['name', 'size'],
        additionalProperties: false,
      },
    },
    force: { description: 'Volumes may be made smaller.', type: 'boolean', default: false },
  },
  required: ['vg', 'pvs'],
  examples: [
    `- name: room for the data base and its logs
  lvm:
    vg: data
    pvs: [/dev/vdb, /dev/vdc]
    lvs:
      - {name: mysql, size: 20g}
      - {name: log, size: 100%FREE}`,
  ],
};
