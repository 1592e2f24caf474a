import { ArgumentError } from '../../resource.ts';
import type { Arguments, Data } from '../../resource.ts';
import { filePath } from '../file-path.ts';
import { readArguments } from '../read-arguments.ts';
import { lvmArguments } from './arguments.ts';

export interface WantedGroup {
  readonly name: string;
  readonly devices: readonly string[];
  readonly volumes: readonly WantedVolume[];
  readonly force: boolean;
}

export interface WantedVolume {
  readonly name: string;
  /** As it was written. */
  readonly size: string;
  readonly room:
    | { readonly type: 'bytes'; readonly bytes: number }
    | { readonly type: 'percent'; readonly percent: number }
    | { readonly type: 'rest' };
}

/** @throws ArgumentError */
export function wantedGroup(given: Arguments): WantedGroup {
  const args = readArguments(given, lvmArguments);
  const devices = [...new Set((args.texts('pvs') ?? []).map((device) => filePath('pvs', device)))];
  if (devices.length === 0) throw new ArgumentError('pvs', 'a volume group needs a device');
  const listed = args.data('lvs') ?? [];
  const volumes = (Array.isArray(listed) ? (listed as readonly Data[]) : []).map(volume);
  const names = volumes.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new ArgumentError('lvs', `there are two volumes ${twice}`);
  if (volumes.slice(0, -1).some(({ room }) => room.type === 'rest'))
    throw new ArgumentError('lvs', '"100%FREE" leaves nothing for the volumes behind it', 'put it last');
  return { name: args.required('vg'), devices, volumes, force: args.flag('force') ?? false };
}

function volume(given: Data): WantedVolume {
  const { name, size } = given as { readonly name?: Data; readonly size?: Data };
  if (typeof name !== 'string' || !/^[A-Za-z0-9_+.][A-Za-z0-9_+.-]{0,120}$/.test(name) || /^\.\.?$/.test(name))
    throw new ArgumentError('lvs', `${JSON.stringify(name)} is no name of a volume`);
  const text = typeof size === 'number' ? String(size) : size;
  if (typeof text !== 'string') throw new ArgumentError('lvs', `the size of ${name} must be text`);
  return { name, size: text, room: room(text) };
}

function room(text: string): WantedVolume['room'] {
  if (/^100%FREE$/i.test(text)) return { type: 'rest' };
  const [, percent] = /^([1-9]\d?|100)%VG$/i.exec(text) ?? [];
  if (percent !== undefined) return { type: 'percent', percent: Number(percent) };
  const [, number, unit = ''] = /^(\d{1,6}(?:\.\d{1,3})?)([mgt])(?:i?b)?$/i.exec(text) ?? [];
  const bytes = Math.ceil(Number(number) * 1024 ** (2 + 'mgt'.indexOf(unit.toLowerCase())));
  if (number === undefined || bytes === 0)
    throw new ArgumentError('lvs', `${JSON.stringify(text)} is no size`, 'write 512m, 20g, 1t, 50%VG or 100%FREE');
  return { type: 'bytes', bytes };
}
