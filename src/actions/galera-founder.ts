import type { ArgumentsSchema } from '../arguments.ts';
import { defineAction } from '../definition.ts';
import { readArguments } from '../resources/read-arguments.ts';
import { findFounder } from './galera-founder/find-founder.ts';
import { galeraServers } from './galera-founder/galera-servers.ts';

const server = {
  description: 'A host.',
  type: 'object',
  properties: {
    name: { description: 'Its name in the inventory.', type: 'string' },
    status: { description: 'What `galera_status` gave.', type: 'object', additionalProperties: true },
    recovered: {
      description: 'What `galera_recovery` printed there: `--wsrep_start_position=UUID:NUMBER`.',
      type: 'string',
    },
  },
  required: ['name', 'status'],
  additionalProperties: true,
} as const;

const schema: ArgumentsSchema = {
  summary: 'Finds out whether a Galera cluster must be founded, and by whom, for `register`.',
  details: `It touches no host: it judges what \`galera_status\` saw on all of them. The result has \`why\` and \`next\`:

- \`join\`: a primary component is there; whoever is missing joins it
- \`recover\`: every host was seen and none is a member; they are to be stopped and asked how far they got
- \`found\`: all are down, and \`founder\` names the one that got furthest; in a new cluster the first

It fails where a second cluster could come to be, or data be lost: a host could not be asked while no member is known, a server lives and does not answer, servers come from different clusters, or one that is no member
holds data of its own.`,
  properties: {
    members: {
      description: 'The names of all servers of the cluster, in the order in which a new one prefers them.',
      type: 'array',
      minItems: 1,
      items: { description: 'A name.', type: 'string' },
    },
    arbitrators: {
      description: 'The names of hosts that vote and hold no data.',
      type: 'array',
      items: { description: 'A name.', type: 'string' },
      default: [],
    },
    servers: { description: 'What is known of them; who is missing could not be asked.', type: 'array', items: server },
  },
  required: ['members', 'servers'],
  examples: [
    `- name: must the cluster be founded?
  galera_founder:
    members: [db1, db2]
    servers:
      - {name: db1, status: {part: down, uuid: 5a1ff3a8-0000-11ef-8000-5a1ff3a80001, position: "7", safe: false, databases: 1, arbitrates: false}}
      - {name: db2, status: {part: down, uuid: 5a1ff3a8-0000-11ef-8000-5a1ff3a80001, position: "9", safe: true, databases: 1, arbitrates: false}}
  register: galera`,
  ],
};

export const galeraFounder = defineAction({
  kind: 'galera_founder',
  schema,
  where: 'controller',
  wanted: (given) => {
    const args = readArguments(given, schema);
    const known = args.data('servers');
    return {
      servers: galeraServers(args.texts('members') ?? [], known),
      arbitrators: galeraServers(args.texts('arbitrators') ?? [], known),
    };
  },
  perform: ({ servers, arbitrators }) => {
    const found = findFounder(servers, arbitrators);
    if ('refused' in found) return Promise.resolve({ changed: false, failed: { message: found.refused }, result: {} });
    const founder = found.next === 'found' ? found.founder : '';
    return Promise.resolve({
      changed: false,
      result: { next: found.next, founder, why: found.why },
      message: founder === '' ? found.why : `${founder}: ${found.why}`,
    });
  },
});
