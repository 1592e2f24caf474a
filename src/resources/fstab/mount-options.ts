/** Whether two lists of mount options mean the same: their order, doubles and a `defaults` beside others do not count. */
export function sameOptions(a: string, b: string): boolean {
  const [first, second] = [a, b].map(canonical);
  return first === second;
}

function canonical(options: string): string {
  return [...new Set(options.split(',').filter((option) => option !== '' && option !== 'defaults'))].sort().join(',');
}

/**
 * The wanted options that a mounted file system lacks, by what the kernel says about it. Only options whose effect it shows are looked
 * at: see {@link shownFlags} and {@link normalSize}.
 */
export function missingOptions(
  wanted: string,
  implied: readonly string[],
  shown: readonly string[],
): readonly string[] {
  const flags = new Set(shown.flatMap((options) => options.split(',')));
  const effective = new Set([...implied, ...wanted.split(',').filter((option) => option !== '')]);
  for (const [yes, no] of shownFlags) if (effective.has(no)) effective.delete(yes);
  return [...effective].filter((option) => {
    const pair = shownFlags.find((each) => each.includes(option));
    if (pair !== undefined) return flags.has(pair[1]) !== (option === pair[1]);
    if (alone.has(option)) return !flags.has(option);
    const size = /^size=(.*)$/.exec(option)?.[1];
    const found = [...flags].find((flag) => flag.startsWith('size='))?.slice('size='.length);
    return size !== undefined && found !== undefined && normalSize(size) !== normalSize(found);
  });
}

/**
 * What a mount is without another word. Nothing where users may mount (that implies other options), for bind mounts, which have those of
 * their source, and for FUSE, which has its own; some file systems cannot be written.
 */
export function impliedOptions(type: string, wanted: string): readonly string[] {
  const others = wanted.split(',').some((option) => /^(?:user|users|owner|group|r?bind)$/.test(option));
  if (others || type.includes('fuse')) return [];
  return readOnly.has(type) ? ['suid', 'dev', 'exec'] : ['rw', 'suid', 'dev', 'exec'];
}

const readOnly: ReadonlySet<string> = new Set(['iso9660', 'squashfs', 'erofs', 'udf', 'auto']);

/** The kernel shows the second one, or nothing: mount(8). */
const shownFlags: readonly (readonly [string, string])[] = [
  ['rw', 'ro'],
  ['suid', 'nosuid'],
  ['dev', 'nodev'],
  ['exec', 'noexec'],
];

/** Shown when they are on. */
const alone: ReadonlySet<string> = new Set(['noatime', 'nodiratime', 'relatime', 'sync', 'dirsync']);

/** tmpfs shows kibibytes. A share of the memory (`50%`) cannot be compared, so it counts as right. */
function normalSize(size: string): string {
  const [, digits = '', unit = ''] = /^(\d+)([kmg]?)$/i.exec(size) ?? [];
  if (digits === '') return '';
  const factors: Readonly<Record<string, number>> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };
  return String(Number(digits) * (factors[unit.toLowerCase()] ?? 1));
}
