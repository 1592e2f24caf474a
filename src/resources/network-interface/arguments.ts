import type { ArgumentsSchema } from '../../arguments.ts';

export const networkInterfaceArguments: ArgumentsSchema = {
  summary: 'Keeps the addresses, routes and MTU of a network interface, now and at boot.',
  details: `Compared and read back are the file that describes the interface and, by ip(8), what is in effect: its addresses (those of the link alone and those
that a router or server has given are not looked at), its default gateways, the wanted routes and the MTU.

The file is one of what sets up the interface on this host: \`/etc/network/interfaces.d/NAME\` (ifupdown), \`/etc/systemd/network/10-NAME.network\`
(systemd-networkd) or \`/etc/netplan/90-NAME.yaml\` (netplan). When two of them do, when it is NetworkManager, or when another file describes the interface that would be
mixed with this one, the task is refused and says which; \`backend\` chooses where nothing describes the interface yet. That a netplan file is sound is checked before it lands.

The change is applied under a guard: unless a new connection confirms it, the host puts back the file, addresses, routes and MTU by itself, also
after a reboot within the window. Refused beforehand is what would surely cut this session off: its own address would go, or no route would lead
back to where it comes from. The interface is set up anew, so connections over it stand still for about a second.

Limits: addresses are static (no DHCP), and routes are those of the main table. The interface must exist: bonds, bridges and VLANs are made with their files, by \`copy\`. \`dns\` has effect
through systemd-resolved (networkd, netplan) or resolvconf (ifupdown), and is refused where ifupdown has none. What the kernel uses for names
is not read back. The guard needs the ip(8) of iproute2 (\`ip address save\`).

In Ansible this is \`nmcli\`, \`interfaces_file\` or a template of netplan's; the names of arguments here are netplan's.`,
  properties: {
    name: { description: 'The interface: `eth1`.', type: 'string', aliases: ['interface', 'ifname', 'device'] },
    addresses: {
      description: 'All its addresses with their prefixes: `192.0.2.10/24`, `2001:db8::10/64`.',
      type: 'array',
      items: { description: 'An address and the length of its prefix.', type: 'string' },
      default: [],
      aliases: ['address'],
    },
    gateway4: { description: 'Gateway of the default route over IPv4, if it goes this way.', type: 'string' },
    gateway6: { description: 'The same over IPv6.', type: 'string' },
    routes: {
      description: 'Other routes over this interface.',
      type: 'array',
      items: {
        description: 'One route.',
        type: 'object',
        properties: {
          to: { description: 'The network: `10.0.0.0/8`.', type: 'string' },
          via: { description: 'The gateway; without it the network is on the link.', type: 'string' },
          metric: { description: 'The lower the better.', type: 'integer', minimum: 0, maximum: 4294967295 },
        },
        required: ['to'],
        additionalProperties: false,
      },
      default: [],
    },
    mtu: {
      description: 'Bytes of a packet at most. The driver’s own when not given.',
      type: 'integer',
      minimum: 68,
      maximum: 65535,
    },
    dns: {
      description: 'Addresses of name servers.',
      type: 'array',
      items: { description: 'An address.', type: 'string' },
      default: [],
      aliases: ['nameservers'],
    },
    search: {
      description: 'Domains in which short names are looked for.',
      type: 'array',
      items: { description: 'A domain.', type: 'string', pattern: '^[A-Za-z0-9_.-]+$' },
      default: [],
    },
    backend: {
      description: 'What sets the interface up; `auto` takes what does so already, or what the host has.',
      type: 'string',
      enum: ['auto', 'ifupdown', 'networkd', 'netplan'],
      default: 'auto',
    },
    state: {
      description: 'With `absent` the file goes, and with it the interface’s addresses.',
      type: 'string',
      enum: ['present', 'absent'],
      default: 'present',
    },
  },
  required: ['name'],
  examples: [
    `- name: an address in the storage network
  network_interface:
    name: eth1
    addresses: [192.0.2.10/24, 2001:db8::10/64]
    routes:
      - {to: 10.20.0.0/16, via: 192.0.2.1}
    mtu: 9000`,
    `- name: the way out
  network_interface:
    name: eth0
    backend: netplan
    addresses: [192.0.2.10/24]
    gateway4: 192.0.2.1
    dns: [192.0.2.53]`,
    `- network_interface: {name: eth2, state: absent}`,
  ],
};
