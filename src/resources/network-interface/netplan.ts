import { sh } from '../../shell.ts';
import type { InterfaceBackend } from './backend.ts';
import { settled } from './networkd.ts';
import type { WantedInterface } from './wanted.ts';

/** Source: netplan(5). Its files are merged, so this one must be the only one that names the interface. */
export const netplan: InterfaceBackend = {
  name: 'netplan',
  path: (name) => `/etc/netplan/90-${name}.yaml`,
  mode: '0600',
  text: netplanText,
  validate: (path) =>
    sh`PATH=$PATH:/usr/sbin:/sbin
tree=$(mktemp -d) || exit 1
trap 'rm -rf -- "$tree"' EXIT
mkdir -p -- "$tree/etc/netplan" || exit 1
for file in /etc/netplan/*.yaml; do
  [ ! -f "$file" ] || cp -p -- "$file" "$tree/etc/netplan/" || exit 1
done
cat -- %s >"$tree"${path} && netplan generate --root-dir "$tree"`.text,
  // `netplan apply` would set up every interface anew.
  apply: (name, addresses) => sh`PATH=$PATH:/usr/sbin:/sbin
netplan generate && systemctl start systemd-networkd.service && networkctl reload && networkctl reconfigure ${name} || exit
${settled(name, addresses)}`,
};

/** JSON is YAML: so nothing has to be quoted twice. */
function netplanText({ name, addresses, routes, mtu, dns, search }: WantedInterface): string {
  const list = (values: readonly string[]): string => `[${values.map((value) => JSON.stringify(value)).join(', ')}]`;
  const lines = [
    '# Written by Rackwright.',
    'network:',
    '  version: 2',
    '  ethernets:',
    `    ${JSON.stringify(name)}:`,
    `      addresses: ${list(addresses.map(({ text }) => text))}`,
    ...(mtu === undefined ? [] : [`      mtu: ${mtu}`]),
    ...(routes.length === 0 ? [] : ['      routes:']),
    ...routes.map(({ to, via, metric }) => {
      const gateway = via === undefined ? ', scope: link' : `, via: ${JSON.stringify(via)}`;
      return `        - {to: ${JSON.stringify(to)}${gateway}${metric === undefined ? '' : `, metric: ${metric}`}}`;
    }),
    ...(dns.length + search.length === 0 ? [] : ['      nameservers:']),
    ...(dns.length === 0 ? [] : [`        addresses: ${list(dns)}`]),
    ...(search.length === 0 ? [] : [`        search: ${list(search)}`]),
  ];
  return `${lines.join('\n')}\n`;
}
