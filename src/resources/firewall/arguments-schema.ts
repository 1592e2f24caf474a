import type { ArgumentSchema, ArgumentsSchema } from '../../arguments.ts';

const disposition = ['drop', 'reject', 'accept'];

const common = {
  name: {
    description: 'Names the entry in comments, differences and errors. Letters, digits, `_`, `.` and `-`.',
    type: 'string',
    pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$',
  },
  proto: {
    description: '`tcp`, `udp`, or a list of both; or one without ports: `vrrp`, `esp`, `ah`, `gre`, `igmp`.',
    type: ['string', 'array'],
    items: { description: 'A protocol.', type: 'string' },
    default: 'tcp',
  },
  port: {
    description: 'One port (`22`), a range (`"8000:8010"`), or `ssh` for those of sshd.',
    type: ['integer', 'string'],
  },
  ports: {
    description: 'Several of them.',
    type: 'array',
    items: { description: 'A port, a range or `ssh`.', type: ['integer', 'string'] },
  },
} as const satisfies Record<string, ArgumentSchema>;

function peers(description: string): ArgumentSchema {
  return {
    description: `${description}: \`any\`, or addresses and networks of IPv4 and IPv6.`,
    type: ['string', 'array'],
    items: { description: 'An address or a network.', type: 'string' },
    default: 'any',
  };
}

export const argumentsSchema: ArgumentsSchema = {
  summary: 'The host’s packet filter: who may open which port.',
  details: `One declaration for IPv4 and IPv6, kept by one of three backends:

- **nftables** owns the table \`inet rackwright\`, for both families. It is replaced as a whole in one transaction; nothing else
  is named and nothing is flushed. A packet must pass the chains of others, too.
- **iptables** owns the chains \`RACKWRIGHT-INPUT\` and, unless everything may go out, \`RACKWRIGHT-OUTPUT\`. Their content
  is replaced in one transaction; they are jumped to first from \`INPUT\` and \`OUTPUT\`, save that chains of fail2ban
  (\`f2b-*\`) may stand before. What no service accepts ends at the end of our chain, so rules behind our jump never
  see it, and what a service accepts they never see either: give containers or virtual machines that use services of
  the host (DNS, DHCP of a bridge) a service entry. Forwarded traffic (published ports of containers) does not
  pass here.
- **ufw** sets its policies, its log level and all its user rules, then enables or reloads it. User rules that are not declared
  are removed, however they came there; \`ufw route\` rules are kept. Its limit is always \`6/30s\`, its log is either on
  (\`low\`) or off, and it always accepts ICMP.

Of the first two a systemd unit, \`rackwright-firewall.service\`, loads the saved rules at boot before the network starts.

\`auto\` takes ufw where it is installed, stays with iptables where that keeps the host already, and takes nftables where nft is
installed. Another backend than before loads its rules first; then all that the old one kept is taken away, and ufw is disabled
(its files stay). Other managers (firewalld, nftables.service, tables that drop what comes in by default) are refused, because a packet
that one of them drops is lost whatever the other says. Chains and tables of others (containers, fail2ban) are kept; the
registered result names them under \`foreign\`, and the backend under \`backend\`. Established connections,
loopback, neighbour discovery and replies to a DHCP client are always accepted. Proven: the rules in the kernel, their
order, the jumps, and what the next boot loads. \`port: ssh\` means the ports that \`sshd -T\` tells, and the one this session
comes in by. A change that would not accept the address and port this session comes
in by is refused before anything is written.`,
  properties: {
    backend: {
      description: 'Who keeps the rules.',
      type: 'string',
      enum: ['nftables', 'iptables', 'ufw', 'auto'],
      default: 'auto',
    },
    default_in: {
      description: 'What happens to packets that no service accepts.',
      type: 'string',
      enum: disposition,
      default: 'drop',
    },
    default_out: {
      description: 'What happens to packets that the host sends, unless `outgoing` allows them.',
      type: 'string',
      enum: disposition,
      default: 'accept',
    },
    services: {
      description: 'What may come in.',
      type: 'array',
      items: {
        description: 'A service of this host.',
        type: 'object',
        properties: {
          ...common,
          from: peers('Who may use it'),
          limit: {
            description:
              'An address that opens this many connections (`6/30s`) is refused until it has been quiet for that long. nftables counts with a bucket that fills again within that time.',
            type: 'string',
          },
        },
        required: ['name'],
        additionalProperties: false,
      },
    },
    outgoing: {
      description: 'What may go out; only of use when `default_out` is not `accept`.',
      type: 'array',
      items: {
        description: 'A service of others.',
        type: 'object',
        properties: { ...common, to: peers('Where it is') },
        required: ['name'],
        additionalProperties: false,
      },
    },
    icmp: {
      description: 'Pings and, on IPv4, errors. What IPv6 cannot live without is accepted in any case.',
      type: 'string',
      enum: ['accept', 'drop'],
      default: 'accept',
    },
    log_dropped: {
      description: 'How many of the refused packets the kernel logs (`5/min`), or `false`.',
      type: ['string', 'boolean'],
      default: '5/min',
    },
  },
  examples: [
    `- name: let in ssh and the web
  firewall:
    services:
      - {name: ssh, port: ssh, from: [198.18.0.0/24, "2001:db8::/32"], limit: 6/30s}
      - {name: web, ports: [80, 443]}
`,
    `- name: a database server that talks to few
  firewall:
    backend: iptables
    default_in: reject
    default_out: drop
    services:
      - {name: ssh, port: 22}
      - {name: galera, proto: [tcp, udp], port: 4567, from: [198.18.0.11, 198.18.0.12]}
      - {name: vrrp, proto: vrrp, from: 198.18.0.0/24}
    outgoing:
      - {name: dns, proto: [udp, tcp], port: 53, to: 198.18.0.1}
    log_dropped: false
`,
  ],
};
