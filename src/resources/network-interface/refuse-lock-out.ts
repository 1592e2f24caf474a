import { CannotConverge } from '../../resource.ts';
import { parseIpAddress } from '../firewall/ip-address.ts';
import { parseIpRange, rangeContains } from '../firewall/ip-range.ts';
import type { ObservedInterface } from './observed.ts';
import type { WantedInterface } from './wanted.ts';

/**
 * This session's own address must stay, and a route back to where it comes from. A local connection has nothing to lose.
 * @throws CannotConverge marked as lock-out
 */
export function refuseLockOut(
  { name, addresses, routes }: WantedInterface,
  { session, state }: Pick<ObservedInterface, 'session' | 'state'>,
): void {
  if (session === undefined) return;
  const [server, client] = [plain(session.serverAddress), plain(session.clientAddress)];
  const has = (list: readonly string[]): boolean => list.some((each) => each.replace(/\/.*/, '') === server);
  const wanted = addresses.map(({ text }) => text);
  if (has(state.addresses) && !has(wanted))
    throw new CannotConverge(`this session comes in by ${server}, which ${name} would have no more`, { lockOut: true });
  const address = parseIpAddress(client);
  if (address === undefined || server === client) return;
  const leads = (to: string): boolean => {
    if (to === 'default') return true;
    const range = parseIpRange(to);
    return range !== undefined && rangeContains(range, address);
  };
  const now = state.routes.filter(({ family, to }) => family === address.family && leads(to));
  const kept = now.filter(({ device, protocol }) => device !== name || protocol === 'dhcp' || protocol === 'ra');
  const added = [...wanted, ...routes.filter(({ family }) => family === address.family).map(({ to }) => to)];
  if (now.length > 0 && kept.length === 0 && !added.some(leads))
    throw new CannotConverge(`this session comes from ${client}, to which no route would lead any more`, {
      lockOut: true,
    });
}

/** sshd shows an IPv4 client of an IPv6 socket as `::ffff:198.18.0.7`. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}
