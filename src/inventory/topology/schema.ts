import { tlsModes } from './model.ts';

const name = '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$';

/** Only keywords that `language/schema/fits.ts` knows, so that a topology without mistakes needs no ajv. */
function oneOrMore(description: string): object {
  return { description, type: ['string', 'array'], minItems: 1, items: { type: 'string' } };
}

const port = {
  type: ['integer', 'string'],
  minimum: 1,
  maximum: 65535,
  pattern: '^(ssh|\\d{1,5}([:-]\\d{1,5})?)$',
};

/** The JSON Schema of the variable `topology`: docs/topology.md tells what it means. */
export const topologySchema = {
  description: 'Who talks to whom, on which port, and how TLS travels: docs/topology.md.',
  type: 'object',
  properties: {
    zones: {
      description: 'Names for networks outside of the inventory.',
      type: 'object',
      additionalProperties: oneOrMore('Addresses and networks of IPv4 and IPv6.'),
    },
    services: {
      description: 'What hosts offer to others.',
      type: 'array',
      items: {
        type: 'object',
        properties: {
          name: { description: 'Unique; names rules, backends and scrape jobs.', type: 'string', pattern: name },
          on: oneOrMore('The groups or hosts that offer it.'),
          proto: oneOrMore(
            '`tcp` (when nothing is said), `udp`, or one without ports: `vrrp`, `esp`, `ah`, `gre`, `igmp`.',
          ),
          port: { description: 'A port, a range (`"8000:8010"`), or `ssh` for those of sshd.', ...port },
          ports: { description: 'Several of them.', type: 'array', minItems: 1, items: port },
          from: oneOrMore('Who may use it: `any`, groups, hosts, zones, addresses, networks.'),
          tls: {
            description: 'How TLS travels on connections to it (`none` when nothing is said).',
            enum: [...tlsModes],
          },
          to: { description: 'The service that requests are handed on to.', type: 'string' },
          names: {
            description: 'Names by which clients call it, besides those of its hosts: for certificates.',
            type: 'array',
            items: { type: 'string' },
          },
          limit: { description: 'How many connections one address may open: `6/30s`.', type: 'string' },
        },
        required: ['name', 'on', 'from'],
        additionalProperties: false,
      },
    },
  },
  required: ['services'],
  additionalProperties: false,
} as const;
