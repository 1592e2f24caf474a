/** What `stat -c '%f:%s:%d:%i:%u:%g:%U:%G'` tells, of GNU and busybox. */
export interface StatFields {
  /** The bits of the type, as the kernel has them. */
  readonly kind: number;
  /** Four octal digits. */
  readonly mode: string;
  /** A name, or the number of a user that has none. */
  readonly owner: string;
  readonly group: string;
  readonly uid: number;
  readonly gid: number;
  /** Bytes. */
  readonly size: number;
  readonly device: string;
  readonly inode: string;
}

/** @param fields the eight of them in this order */
export function statFields(fields: readonly string[]): StatFields {
  const [raw = '', size, device = '', inode = '', uid = '', gid = '', owner = '', group = ''] = fields;
  const bits = Number.parseInt(raw, 16);
  return {
    kind: bits & 0o170000,
    mode: (bits & 0o7777).toString(8).padStart(4, '0'),
    owner: owner === 'UNKNOWN' ? uid : owner,
    group: group === 'UNKNOWN' ? gid : group,
    uid: Number(uid),
    gid: Number(gid),
    size: Number(size),
    device,
    inode,
  };
}
