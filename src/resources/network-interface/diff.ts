import type { Route } from '../../facts/interface-state.ts';
import { CannotConverge } from '../../resource.ts';
import type { Change } from '../../resource.ts';
import { parseIpRange, formatIpRange } from '../firewall/ip-range.ts';
import type { ObservedInterface } from './observed.ts';
import { refuseLockOut } from './refuse-lock-out.ts';
import type { WantedInterface, WantedRoute } from './wanted.ts';

/** @throws CannotConverge for what cannot be, and for what would cut off this session */
export function interfaceChanges(wanted: WantedInterface, observed: ObservedInterface): readonly Change[] {
  const { name, present, dns, search } = wanted;
  const { backend, state, text, resolvconf } = observed;
  if (present && state.mtu === 0) throw new CannotConverge(`the host has no interface ${name}`);
  if (present && backend.name === 'ifupdown' && dns.length + search.length > 0 && !resolvconf)
    throw new CannotConverge(
      'ifupdown tells nobody of name servers without resolvconf; install it, or leave out dns and search',
    );
  const after = present ? backend.text(wanted) : undefined;
  const changes = [
    ...(after === text ? [] : [{ attribute: backend.path(name), from: shown(text), to: shown(after) }]),
    ...liveChanges(wanted, observed),
  ];
  if (changes.length > 0) refuseLockOut(wanted, observed);
  return changes;
}

function shown(text: string | undefined): Change['to'] {
  return text === undefined ? null : { text };
}

function liveChanges(
  { name, addresses, routes, mtu, present }: WantedInterface,
  observed: ObservedInterface,
): readonly Change[] {
  const { state } = observed;
  if (state.mtu === 0) return [];
  const own = state.routes.filter(({ device }) => device === name);
  const missing = routes
    .filter(({ to }) => to !== 'default')
    .filter((route) => !own.some((each) => isSame(each, route)));
  return [
    ...(present && !state.up ? [{ attribute: 'state', from: 'down', to: 'up' }] : []),
    ...difference(
      'addresses',
      [...state.addresses].sort().join(', '),
      addresses
        .map(({ text }) => text)
        .sort()
        .join(', '),
    ),
    ...(['ipv4', 'ipv6'] as const).flatMap((family) =>
      difference(family === 'ipv4' ? 'gateway4' : 'gateway6', gatewayOf(own, family), gatewayOf(routes, family)),
    ),
    ...missing.map(({ to, via }) => ({
      attribute: `route ${to}`,
      from: null,
      to: via === undefined ? name : `via ${via}`,
    })),
    ...(mtu === undefined ? [] : difference('mtu', state.mtu, mtu)),
  ];
}

/** What a router or server has told is not ours to keep. */
function gatewayOf(routes: readonly (WantedRoute | Route)[], family: WantedRoute['family']): string {
  return routes
    .filter((each) => each.family === family && each.to === 'default' && !isTold(each))
    .map(({ via }) => via ?? 'link')
    .join(', ');
}

function isTold(route: WantedRoute | Route): boolean {
  return 'protocol' in route && ['dhcp', 'ra'].includes(route.protocol);
}

function isSame(found: Route, { to, via, metric }: WantedRoute): boolean {
  const range = parseIpRange(found.to);
  return (
    range !== undefined &&
    formatIpRange(range) === to &&
    found.via === via &&
    (metric === undefined || metric === found.metric)
  );
}

function difference<Value extends string | number>(attribute: string, from: Value, to: Value): readonly Change[] {
  return from === to ? [] : [{ attribute, from: from === '' ? null : from, to: to === '' ? null : to }];
}
