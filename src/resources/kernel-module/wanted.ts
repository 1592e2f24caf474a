import { ArgumentError } from '../../resource.ts';
import type { Arguments } from '../../resource.ts';
import { readArguments } from '../read-arguments.ts';
import { kernelModuleArguments } from './arguments.ts';

export interface WantedKernelModule {
  readonly name: string;
  readonly present: boolean;
  readonly params: readonly string[];
  /** Nothing leaves it as it is. */
  readonly atBoot: boolean | undefined;
  readonly bootFile: string;
  /** Those of modprobe.d that are ours as a whole. */
  readonly files: readonly ModuleFile[];
}

export interface ModuleFile {
  readonly path: string;
  /** Nothing: it shall not exist. */
  readonly text: string | undefined;
}

/** @throws ArgumentError */
export function wantedKernelModule(given: Arguments): WantedKernelModule {
  const args = readArguments(given, kernelModuleArguments);
  const name = args.required('name');
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name))
    throw new ArgumentError('name', `${JSON.stringify(name)} is no name of a module`);
  const present = args.text('state') !== 'absent';
  const blacklist = args.flag('blacklist') ?? (present ? false : undefined);
  if (present && blacklist === true)
    throw new ArgumentError('blacklist', 'a module that is loaded cannot be blacklisted');
  const params = parameters(args.text('params') ?? '');
  if (!present && params.length > 0) throw new ArgumentError('params', '"params" does not go with state: absent');
  const persistent = args.text('persistent') ?? (present ? 'present' : 'absent');
  if (!present && persistent === 'present')
    throw new ArgumentError('persistent', 'a module that is loaded at boot cannot be absent');
  return {
    name,
    present,
    params,
    atBoot: persistent === 'disabled' ? undefined : persistent === 'present',
    bootFile: `/etc/modules-load.d/${name}.conf`,
    files: [
      ...(params.length > 0 && persistent === 'present'
        ? [{ path: `/etc/modprobe.d/${name}.conf`, text: `options ${name} ${params.join(' ')}\n` }]
        : []),
      ...(blacklist === undefined
        ? []
        : [{ path: `/etc/modprobe.d/blacklist-${name}.conf`, text: blacklist ? blacklisting(name) : undefined }]),
    ],
  };
}

function parameters(text: string): readonly string[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const wrong = words.find((word) => !/^[A-Za-z0-9_.-]+(?:=[^\s"'\\#]*)?$/.test(word));
  if (wrong !== undefined)
    throw new ArgumentError('params', `${JSON.stringify(wrong)} is no parameter`, 'write it like NAME=VALUE');
  return words;
}

/** `blacklist` alone only keeps the module from being found by its hardware: modprobe.d(5). */
function blacklisting(name: string): string {
  return `blacklist ${name}\ninstall ${name} /bin/false\n`;
}
