import { sh } from '../../shell.ts';
import type { InterfaceBackend } from './backend.ts';
import type { WantedInterface } from './wanted.ts';

/** Source: interfaces(5). A dot in a file's name would make `source-directory` pass it over. */
export const ifupdown: InterfaceBackend = {
  name: 'ifupdown',
  path: (name) => `/etc/network/interfaces.d/${name.replaceAll('.', '_')}`,
  mode: '0644',
  text: interfacesText,
  validate: undefined,
  // The file is the new one already: what ifdown does not find is flushed.
  apply: (name) => sh`PATH=$PATH:/usr/sbin:/sbin
ifdown --force ${name} >/dev/null 2>&1
ip addr flush dev ${name} scope global || exit
if ifquery ${name} >/dev/null 2>&1; then ifup --force ${name}; fi`,
};

/** One stanza for each address, as interfaces(5) wants it; what concerns the interface stands in the first. */
function interfacesText(wanted: WantedInterface): string {
  const { name, addresses, mtu, dns, search } = wanted;
  const stanzas = addresses.map(({ family, text }, index) => {
    const first = addresses.findIndex((each) => each.family === family) === index;
    return [
      `iface ${name} ${family === 'ipv4' ? 'inet' : 'inet6'} static`,
      `    address ${text}`,
      ...(first ? routeLines(wanted, family) : []),
    ];
  });
  const [head = [`iface ${name} inet manual`, `    up ip link set dev ${name} up`], ...others] = stanzas;
  const shared = [
    ...(mtu === undefined ? [] : [`    pre-up ip link set dev ${name} mtu ${mtu}`]),
    ...(dns.length === 0 ? [] : [`    dns-nameservers ${dns.join(' ')}`]),
    ...(search.length === 0 ? [] : [`    dns-search ${search.join(' ')}`]),
  ];
  const lines = ['# Written by Rackwright.', `auto ${name}`, ...head, ...shared, ...others.flat()];
  return `${lines.join('\n')}\n`;
}

function routeLines({ name, routes }: WantedInterface, family: 'ipv4' | 'ipv6'): readonly string[] {
  const ip = family === 'ipv4' ? 'ip' : 'ip -6';
  return routes
    .filter((route) => route.family === family)
    .map(({ to, via, metric }) =>
      to === 'default'
        ? `    gateway ${via ?? ''}`
        : `    up ${ip} route replace ${to}${via === undefined ? '' : ` via ${via}`} dev ${name}${metric === undefined ? '' : ` metric ${metric}`}`,
    );
}
