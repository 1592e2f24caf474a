import type { ArgumentsSchema } from '../arguments.ts';
import { defineAction } from '../definition.ts';
import { ArgumentError } from '../resource.ts';
import type { Arguments, Data } from '../resource.ts';
import { readArguments } from '../resources/read-arguments.ts';
import { findWriter } from './mysql-writer/find-writer.ts';
import type { ClusterServer } from './mysql-writer/find-writer.ts';

const schema: ArgumentsSchema = {
  summary: 'Finds the server of a replication cluster whose part it is to accept writes, for `register`.',
  details: `It touches no host: it judges what \`mysql_status\` saw on all of them. In this order: the one that accepts writes and has replicas; the one that all replicas follow, although it was started again and is
read-only; the only one that holds data; and for a new cluster the one that the inventory names first. It fails where that could be wrong: two servers that accept writes, a server that could not be asked while no writer is
known, replicas that disagree, data on several servers that do not follow each other. The result has \`name\`, \`address\`, \`why\`, \`fresh\` (nobody has ever written) and \`followed\` (it has replicas already).`,
  properties: {
    members: {
      description: 'The names of all servers of the cluster.',
      type: 'array',
      minItems: 1,
      items: { description: 'A name.', type: 'string' },
    },
    servers: {
      description: 'What is known of them; who is missing could not be asked.',
      type: 'array',
      items: {
        description: 'A server.',
        type: 'object',
        properties: {
          name: { description: 'Its name in the inventory.', type: 'string' },
          address: { description: 'The address by which replicas follow it.', type: 'string' },
          status: { description: 'What `mysql_status` gave.', type: 'object', additionalProperties: true },
        },
        required: ['name', 'address', 'status'],
        additionalProperties: true,
      },
    },
    preferred: { description: 'The first writer of a new cluster.', type: 'string' },
  },
  required: ['members', 'servers', 'preferred'],
  examples: [
    `- name: who accepts writes?
  mysql_writer:
    members: [db1, db2]
    servers:
      - {name: db1, address: 198.18.10.31, status: {part: writer, tables: 3, executed: 0-1-7, source: null}}
      - {name: db2, address: 198.18.10.32, status: {part: replica, tables: 3, executed: 0-1-7, source: {host: 198.18.10.31}}}
    preferred: db1
  register: writer`,
  ],
};

export const mysqlWriter = defineAction({
  kind: 'mysql_writer',
  schema,
  where: 'controller',
  wanted: (given) => {
    const args = readArguments(given, schema);
    const servers = args.data('servers');
    if (!isList(servers)) throw new ArgumentError('servers', '"servers" must be a list');
    const known = servers.map(serverOf);
    const missing = (args.texts('members') ?? []).filter((name) => known.every((server) => server.name !== name));
    return { servers: [...known, ...missing.map(unknownServer)], preferred: args.required('preferred') };
  },
  perform: ({ servers, preferred }) => {
    const found = findWriter(servers, preferred);
    if ('refused' in found) return Promise.resolve({ changed: false, failed: { message: found.refused }, result: {} });
    const { writer, why, fresh, followed } = found;
    return Promise.resolve({
      changed: false,
      result: { name: writer.name, address: writer.address, why, fresh, followed },
      message: `${writer.name}: ${why}`,
    });
  },
});

const parts: ReadonlySet<unknown> = new Set(['writer', 'open', 'replica', 'idle', 'down', 'absent']);

function serverOf(data: Data): ClusterServer {
  const server = mapOf(data);
  const status = mapOf(server['status'] ?? null);
  const { part, tables, executed } = status;
  return {
    name: textOf(server['name']),
    address: textOf(server['address']),
    part: parts.has(part) ? (part as ClusterServer['part']) : 'unknown',
    source: textOf(mapOf(status['source'] ?? null)['host']),
    used: (typeof tables === 'number' && tables > 0) || textOf(executed) !== '',
  };
}

function unknownServer(name: string): ClusterServer {
  return { name, address: '', part: 'unknown', source: '', used: false };
}

function isList(data: Data | undefined): data is readonly Data[] {
  return Array.isArray(data);
}

function mapOf(data: Data): Arguments {
  return typeof data === 'object' && data !== null && !isList(data) && !(data instanceof Uint8Array) ? data : {};
}

function textOf(data: Data | undefined): string {
  return typeof data === 'string' ? data : '';
}
