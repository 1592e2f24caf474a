import { isIP } from 'node:net';
import { problem } from '../../diagnostics/diagnostic.ts';
import { InputError } from '../../diagnostics/errors.ts';
import type { Scope } from '../../language/scope.ts';
import type { InventoryHost } from '../model.ts';

/**
 * The addresses that a host has for others: `host_addresses`, else the one it is reached by. None where it is reached by a name.
 * @throws InputError for what is no address in `host_addresses`
 */
export function hostAddresses(host: InventoryHost, scope: Scope): readonly string[] {
  const given = Object.hasOwn(scope, 'host_addresses') ? scope['host_addresses'] : undefined;
  if (given === undefined) {
    const reached = Object.hasOwn(scope, 'ansible_host') ? scope['ansible_host'] : host.name;
    return typeof reached === 'string' && isIP(reached) !== 0 ? [reached] : [];
  }
  const all: readonly unknown[] = Array.isArray(given) ? given : [given];
  const addresses = all.filter((each): each is string => typeof each === 'string' && isIP(each) !== 0);
  if (addresses.length === all.length) return addresses;
  throw refusal(host, 'host_addresses', `host_addresses of ${host.name} must be IPv4 and IPv6 addresses`);
}

/**
 * The same for a host that others let in, or call: it must have one.
 * @throws InputError
 */
export function neededAddresses(host: InventoryHost, scope: Scope): readonly string[] {
  const addresses = hostAddresses(host, scope);
  if (addresses.length > 0) return addresses;
  throw refusal(host, 'ansible_host', `${host.name} is reached by a name, and the topology needs its addresses`);
}

function refusal(host: InventoryHost, name: string, message: string): InputError {
  const layer = host.layers.findLast((each) => each.variables.has(name));
  const span = layer?.variables.get(name)?.span ?? host.span;
  const hint = 'write host_addresses: [198.18.10.11, "fd00::11"]';
  return new InputError([problem('bad-value', message, span, { hint })]);
}
