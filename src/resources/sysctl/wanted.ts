import { sysctlPath } from '../../facts/sysctl-path.ts';
import { ArgumentError } from '../../resource.ts';
import type { Arguments } from '../../resource.ts';
import { readArguments } from '../read-arguments.ts';
import { sysctlArguments } from './arguments.ts';

export interface WantedSysctl {
  readonly name: string;
  /** White space made single; nothing for `state: absent`. */
  readonly value: string | undefined;
  readonly file: string;
  /** Whether the running kernel counts too. */
  readonly live: boolean;
  readonly ignoreUnknown: boolean;
}

/** @throws ArgumentError */
export function wantedSysctl(given: Arguments): WantedSysctl {
  const args = readArguments(given, sysctlArguments);
  const absent = args.text('state') === 'absent';
  const value = args
    .text('value')
    ?.trim()
    .replace(/[ \t]+/g, ' ');
  if (!absent && (value === undefined || value === '' || /[\r\n]/.test(value)))
    throw new ArgumentError('value', '"value" must be one line that is not empty');
  return {
    name: parameterName(args.required('name')),
    value: absent ? undefined : value,
    file: bootFile(args.text('sysctl_file') ?? '/etc/sysctl.d/90-rackwright.conf'),
    live: !absent && ((args.flag('reload') ?? true) || (args.flag('sysctl_set') ?? false)),
    ignoreUnknown: args.flag('ignoreerrors') ?? false,
  };
}

function parameterName(name: string): string {
  const parts = sysctlPath(name).split('/');
  const fine =
    /^[A-Za-z0-9_]/.test(name) && parts.every((part) => /^[A-Za-z0-9_.:@+-]+$/.test(part) && !/^\.+$/.test(part));
  if (fine && parts.length > 1) return name;
  const hint = /[*?[]/.test(name)
    ? 'name every parameter; patterns are not known'
    : 'write it like net.ipv4.ip_forward';
  throw new ArgumentError('name', `${JSON.stringify(name)} is no kernel parameter`, hint);
}

function bootFile(path: string): string {
  if (
    path === '/etc/sysctl.conf' ||
    /^\/(?:etc|run|usr\/local\/lib|usr\/lib|lib)\/sysctl\.d\/[^/\s:]+\.conf$/.test(path)
  )
    return path;
  throw new ArgumentError(
    'sysctl_file',
    `${JSON.stringify(path)} is not read at boot`,
    'name a file like /etc/sysctl.d/60-mine.conf, or /etc/sysctl.conf',
  );
}
