import { isIPv6 } from 'node:net';
import { expandHostRange } from './host-range.ts';

export type HostDefinition =
  { readonly names: readonly string[]; readonly port: number | undefined } | { readonly problem: string };

/**
 * What a host's entry in an inventory stands for: `web1`, `web[01:20]:2222`, `[2001:db8::1]:22`, `fe80::[1:3]`. Whether
 * the names are good ones is not judged here.
 */
export function readHostDefinition(text: string): HostDefinition {
  const { pattern, portText } = splitPort(text);
  const port = portText === undefined ? undefined : Number(portText);
  if (portText === '') return { problem: `"${text}" ends with a colon, but no port follows` };
  if (port !== undefined && (port < 1 || port > 65_535)) return { problem: `${portText} is no port` };
  const range = expandHostRange(pattern);
  return 'problem' in range ? range : { names: range.names, port };
}

/** A port follows a name without colons, or an address in brackets; colons inside of ranges do not count. */
function splitPort(text: string): { pattern: string; portText?: string } {
  const [, inner, bracketedPort] = /^\[((?:[^[\]]|\[[^[\]]*\])+)\](?::(\d+))?$/.exec(text) ?? [];
  if (inner !== undefined && bracketedPort !== undefined) return { pattern: inner, portText: bracketedPort };
  if (inner !== undefined && isIPv6(inner)) return { pattern: inner };
  const [, name, port] = /^((?:[^:[\]]|\[[^[\]]*\])+):(\d*)$/.exec(text) ?? [];
  return name === undefined || port === undefined ? { pattern: text } : { pattern: name, portText: port };
}
