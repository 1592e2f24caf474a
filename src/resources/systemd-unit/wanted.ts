import { ArgumentError } from '../../resource.ts';
import type { Arguments } from '../../resource.ts';
import { fileMode } from '../file-mode.ts';
import { readArguments } from '../read-arguments.ts';
import type { ArgumentReader } from '../read-arguments.ts';
import type { WantedFile } from '../regular-file.ts';
import { unitName } from '../service/unit-name.ts';
import type { WantedService } from '../service/wanted.ts';
import { systemdUnitArguments } from './arguments.ts';
import { verifyCommand } from './verify-command.ts';

export interface WantedUnitFile {
  readonly unit: string;
  readonly dropin: string | undefined;
  readonly file: WantedFile;
  readonly service: WantedService;
}

export const unitDirectory = '/etc/systemd/system';

/** @throws ArgumentError */
export function wantedUnitFile(given: Arguments): WantedUnitFile {
  const args = readArguments(given, systemdUnitArguments);
  const unit = unitName('name', args.required('name'));
  const dropin = dropinName(args.text('dropin'));
  const [enabled, started] = [args.flag('enabled'), args.flag('started')];
  const present = args.text('state') !== 'absent';
  const stray = present
    ? undefined
    : ['content', 'src', 'enabled', 'started'].find((name) => given[name] !== undefined);
  if (stray !== undefined) throw new ArgumentError(stray, `"${stray}" does not go with state: absent`);
  const ofTemplate = ['enabled', 'started'].find((name) => given[name] !== undefined);
  if (ofTemplate !== undefined && /@\.[a-z]+$/.test(unit))
    throw new ArgumentError(
      ofTemplate,
      `${unit} is a template, which is neither enabled nor started`,
      'do that to its instances with "service"',
    );
  return {
    unit,
    dropin,
    file: {
      path: dropin === undefined ? `${unitDirectory}/${unit}` : `${unitDirectory}/${unit}.d/${dropin}`,
      content: present ? content(args) : new Uint8Array(),
      attributes: { owner: 'root', group: 'root', mode: fileMode('mode', '0644') },
      link: 'replace',
      existing: 'update',
      backup: false,
      validate: args.flag('verify') === false ? undefined : verifyCommand(unit, dropin),
    },
    service: {
      unit,
      daemonReload: true,
      ...(enabled !== undefined && { enabled }),
      ...(started !== undefined && { state: started ? ('started' as const) : ('stopped' as const) }),
    },
  };
}

function dropinName(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  if (/^[A-Za-z0-9_:@-][A-Za-z0-9_:@.-]*$/.test(name)) return name.endsWith('.conf') ? name : `${name}.conf`;
  throw new ArgumentError(
    'dropin',
    `${JSON.stringify(name)} is no name of a drop-in`,
    'write it like limits or 10-limits.conf',
  );
}

function content(args: ArgumentReader): Uint8Array {
  const src = args.oneFile('src', 'one template');
  const text = args.text('content');
  if ((src === undefined) === (text === undefined))
    throw new ArgumentError('content', 'either "content" or "src" must be given');
  if (src === undefined) return new TextEncoder().encode(text?.replace(/\n?$/, '\n'));
  return src.content;
}
