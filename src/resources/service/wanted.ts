import { ArgumentError } from '../../resource.ts';
import type { Arguments } from '../../resource.ts';
import { readArguments } from '../read-arguments.ts';
import { serviceArguments } from './arguments.ts';
import { unitName } from './unit-name.ts';

export interface WantedService {
  /** Nothing: `daemonReload` is wanted for all units, and nothing else. */
  readonly unit: string | undefined;
  readonly state?: 'started' | 'stopped';
  readonly enabled?: boolean;
  readonly masked?: boolean;
  readonly daemonReload: boolean;
}

/** @throws ArgumentError for wishes that contradict each other */
export function wantedService(given: Arguments): WantedService {
  const args = readArguments(given, serviceArguments);
  const name = args.text('name');
  const state = args.text('state');
  const enabled = args.flag('enabled');
  const masked = args.flag('masked');
  if (name === undefined && (state !== undefined || enabled !== undefined || masked !== undefined))
    throw new ArgumentError('name', '"name" is missing');
  if (masked === true && enabled === true)
    throw new ArgumentError('enabled', 'a unit that is masked cannot be enabled');
  if (masked === true && state !== undefined && state !== 'stopped')
    throw new ArgumentError('state', `a unit that is masked cannot be ${state}`);
  return {
    unit: name === undefined ? undefined : unitName('name', name),
    ...((state === 'started' || state === 'stopped') && { state }),
    ...(enabled !== undefined && { enabled }),
    ...(masked !== undefined && { masked }),
    daemonReload: args.flag('daemon_reload') ?? false,
  };
}
