import type { VariableLayer } from '../inventory/model.ts';
import { locate } from '../language/located.ts';
import type { Located } from '../language/located.ts';
import type { HostArguments } from './options.ts';

/** What the command line says of connections, as the `ansible_*` variables that an inventory would use for it. */
export function connectionDefaults(
  args: Pick<HostArguments, 'user' | 'privateKey' | 'connection' | 'timeout'>,
): readonly VariableLayer[] {
  const given = Object.entries({
    ansible_user: args.user,
    ansible_ssh_private_key_file: args.privateKey,
    ansible_connection: args.connection,
    ansible_timeout: args.timeout,
  }).flatMap(([name, value]) => (value === undefined ? [] : [[name, onCommandLine(name, value)] as const]));
  return given.length === 0 ? [] : [{ origin: 'the command line', variables: new Map(given), literal: true }];
}

function onCommandLine(name: string, value: string | number): Located {
  const text = String(value);
  return locate(value, { source: { name: `command line (${name})`, text }, start: 0, end: text.length });
}
