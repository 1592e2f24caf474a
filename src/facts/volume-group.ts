import type { FactKind } from '../fact.ts';
import { FactError } from '../fact.ts';
import { sh } from '../shell.ts';
import { outputLines } from './output-lines.ts';

/** Source: LVM's own reports (`vgs`, `pvs`, `lvs`), which only read. */
export interface VolumeGroups {
  /** Nothing can be said without them. */
  readonly tools: boolean;
  /** The group that was asked for; nothing when there is none. */
  readonly group?: VolumeGroup;
  /** Devices that LVM knows, by path: the name of their group, empty for none. */
  readonly devices: ReadonlyMap<string, string>;
}

export interface VolumeGroup {
  /** Bytes. */
  readonly extentSize: number;
  /** Extents. */
  readonly extents: number;
  readonly free: number;
  /** Logical volumes by name, in extents. */
  readonly volumes: ReadonlyMap<string, number>;
}

/** Keys are names of volume groups. */
export const volumeGroup: FactKind<string, VolumeGroups> = {
  name: 'volumeGroup',
  identity: (name) => name,
  script: () => sh`PATH=$PATH:/usr/sbin:/sbin
if ! command -v vgs >/dev/null 2>&1; then echo none; else
report() { tag=$1; shift; "$@" --noheadings --units b --nosuffix --separator '|' 2>/dev/null </dev/null | sed "s/^ */$tag|/"; }
report vg vgs -o vg_name,vg_extent_size,vg_extent_count,vg_free_count
report pv pvs -o pv_name,vg_name
report lv lvs -o vg_name,lv_name,lv_size
echo .
fi`,
  parse: (stdout, names) => {
    const lines = outputLines(stdout);
    if (lines[0] === 'none') return names.map(() => ({ tools: false, devices: new Map() }));
    if (lines.at(-1) !== '.') throw new FactError('volumeGroup: the answer ends too early');
    const rows = lines.slice(0, -1).map((line) => line.split('|'));
    const devices = new Map(
      rows.flatMap(([tag, path = '', group = '']) => (tag === 'pv' ? [[path, group] as const] : [])),
    );
    return names.map((name) => ({ tools: true, devices, ...groupOf(name, rows) }));
  },
};

function groupOf(name: string, rows: readonly (readonly string[])[]): Pick<VolumeGroups, 'group'> {
  const row = rows.find(([tag, group]) => tag === 'vg' && group === name);
  if (row === undefined) return {};
  const [extentSize, extents, free] = row.slice(2).map(number);
  if (extentSize === undefined || extentSize === 0 || extents === undefined || free === undefined)
    throw new FactError('volumeGroup: a line about a group has too few fields');
  const volumes = new Map(
    rows.flatMap(([tag, group, volume = '', size]) =>
      tag === 'lv' && group === name ? [[volume, Math.ceil(number(size) / extentSize)] as const] : [],
    ),
  );
  return { group: { extentSize, extents, free, volumes } };
}

function number(text: string | undefined): number {
  if (text === undefined || !/^\d{1,16}$/.test(text)) throw new FactError('volumeGroup: a size is no number');
  return Number(text);
}
