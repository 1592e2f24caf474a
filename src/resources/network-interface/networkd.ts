import { sh } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import type { InterfaceBackend } from './backend.ts';
import type { WantedInterface } from './wanted.ts';

/** Source: systemd.network(5). The first file that matches counts. */
export const networkd: InterfaceBackend = {
  name: 'networkd',
  path: (name) => `/etc/systemd/network/10-${name}.network`,
  mode: '0644',
  text: networkText,
  validate: undefined,
  apply: (name, addresses) => sh`PATH=$PATH:/usr/sbin:/sbin
networkctl reload && networkctl reconfigure ${name} || exit
${settled(name, addresses)}`,
};

/**
 * networkd answers before it has done anything, and calls an interface configured only when no router has answered for 12 s: so the
 * addresses themselves are waited for.
 */
export function settled(name: string, addresses: readonly string[]): Command {
  return sh`left=50
missing() {
  now=$(ip -o addr show dev ${name}) || return 0
  case $now in *tentative*) return 0 ;; esac
  for address in ${addresses}; do
    case $now in *" $address "*) ;; *) return 0 ;; esac
  done
  return 1
}
sleep 0.5
while missing; do
  case $(networkctl --no-legend --no-pager list ${name}) in *failed*) left=0 ;; esac
  [ "$left" -gt 0 ] || { echo ${`networkd is not ready with ${name}`} >&2; exit 1; }
  sleep 0.2
  left=$((left - 1))
done
# Routes follow addresses.
sleep 0.5`;
}

function networkText({ name, addresses, routes, mtu, dns, search }: WantedInterface): string {
  const section = (head: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ['', `[${head}]`, ...lines];
  const gateways = routes.filter(({ to }) => to === 'default');
  const lines = [
    '# Written by Rackwright.',
    '[Match]',
    `Name=${name}`,
    ...section('Link', mtu === undefined ? [] : [`MTUBytes=${mtu}`]),
    ...section('Network', [
      ...addresses.map(({ text }) => `Address=${text}`),
      ...gateways.map(({ via = '' }) => `Gateway=${via}`),
      ...dns.map((server) => `DNS=${server}`),
      ...(search.length === 0 ? [] : [`Domains=${search.join(' ')}`]),
      'ConfigureWithoutCarrier=yes',
    ]),
    ...routes
      .filter(({ to }) => to !== 'default')
      .flatMap(({ to, via, metric }) =>
        section('Route', [
          `Destination=${to}`,
          ...(via === undefined ? ['Scope=link'] : [`Gateway=${via}`]),
          ...(metric === undefined ? [] : [`Metric=${metric}`]),
        ]),
      ),
  ];
  return `${lines.join('\n')}\n`;
}
