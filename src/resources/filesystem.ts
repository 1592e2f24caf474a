import type { ArgumentsSchema } from '../arguments.ts';
import { defineResource } from '../definition.ts';
import { blockDevice } from '../facts/block-device.ts';
import type { BlockDevice } from '../facts/block-device.ts';
import { ArgumentError, CannotConverge } from '../resource.ts';
import type { Change, Step } from '../resource.ts';
import { sh } from '../shell.ts';
import { filePath } from './file-path.ts';
import { readArguments } from './read-arguments.ts';

const schema: ArgumentsSchema = {
  summary: 'Makes a file system on an empty device.',
  details: `Whether there is one is told by \`blkid -p\`, which looks at the bytes of the device, before and after. Only a device that has no signature
at all is formatted. What has another one, be it a file system, swap, a volume of LVM, an encrypted one or a partition table, is refused, and there is
no way to force it: if you are sure, run \`wipefs\` yourself. The device is looked at once more right before it is formatted.

What blkid does not know has no signature: raw data of a data base, or encryption without a header, look like an empty device.

As Ansible's, without \`force\`, \`resizefs\`, \`uuid\` and \`state: absent\`. The options are only used when it is made.`,
  properties: {
    dev: { description: 'The device, or a file used as one.', type: 'string', aliases: ['device'] },
    fstype: {
      description: 'Its type, for which the host has a `mkfs.TYPE`: `ext4`, `xfs`, `btrfs`, `vfat`; or `swap`.',
      type: 'string',
      pattern: '^[a-z0-9][a-z0-9._-]*$',
      aliases: ['type'],
    },
    opts: { description: 'Options of mkfs, with blanks between them: `-L data -m 1`.', type: 'string' },
  },
  required: ['dev', 'fstype'],
  examples: [
    `- name: a disk for the data
  filesystem:
    dev: /dev/vdb
    fstype: ext4
    opts: -L data`,
  ],
};

interface WantedFilesystem {
  readonly device: string;
  readonly type: string;
  readonly options: readonly string[];
}

export const filesystem = defineResource<WantedFilesystem, BlockDevice>({
  kind: 'filesystem',
  schema,
  wanted: (given) => {
    const args = readArguments(given, schema);
    return {
      device: filePath('dev', args.required('dev')),
      type: args.required('fstype'),
      options: optionWords(args.text('opts') ?? ''),
    };
  },
  observe: ({ device }, host) => host.read(blockDevice, device),
  diff,
  steps,
});

function optionWords(text: string): readonly string[] {
  if (/["'\\]/.test(text)) throw new ArgumentError('opts', 'quotes are not understood in "opts"');
  return text.split(/\s+/).filter((word) => word !== '');
}

function diff({ device, type }: WantedFilesystem, found: BlockDevice): readonly Change[] {
  const { kind, signature } = found;
  if (kind === 'other') throw new CannotConverge(`${device} is neither a device nor a file`);
  if (signature === type) return [];
  if (signature === 'unreadable')
    throw new CannotConverge(`what ${device} holds cannot be read; use become, and see that the host has blkid`);
  if (signature !== undefined)
    throw new CannotConverge(
      `${device} holds ${signature === 'ambivalent' ? 'signatures of several things' : signature}, and is not formatted; there is no way to force it. If nothing on it is needed, run "wipefs" by hand`,
    );
  return [{ attribute: 'fstype', from: null, to: type }];
}

/** @throws CannotConverge for a device that is not there */
function steps({ device, type, options }: WantedFilesystem, { kind }: BlockDevice): readonly Step[] {
  if (kind === 'absent') throw new CannotConverge(`the host has no device ${device}`);
  const make = type === 'swap' ? 'mkswap' : `mkfs.${type}`;
  return [
    {
      type: 'run',
      title: `make ${type} on ${device}`,
      command: sh`PATH=$PATH:/usr/sbin:/sbin
command -v ${make} >/dev/null || { echo ${`the host has no ${make}; install its package first`} >&2; exit 1; }
said=$(blkid -p -o export -- ${device} | sed -n '/^TYPE=/p; /^PTTYPE=/p')
[ -z "$said" ] || { echo ${`${device} is not empty any more`} >&2; exit 1; }
${make} ${options} -- ${device} >/dev/null`,
      onDisconnect: 'finish',
    },
  ];
}
