import { connectionNames } from './connection-names.ts';
import { magicNames } from './magic-names.ts';
import { topologySchema } from './topology/schema.ts';

const draft = 'https://json-schema.org/draft/2020-12/schema';

/** A JSON Schema for files of variables (`group_vars`, `host_vars`, `vars_files`), for completion and checks in editors. */
export function variablesSchema(): object {
  return { $schema: draft, title: 'Rackwright variables', ...variables };
}

/** A JSON Schema for inventories in YAML. */
export function inventorySchema(): object {
  const group = { $ref: '#/$defs/group' };
  return {
    $schema: draft,
    title: 'Rackwright inventory',
    type: 'object',
    properties: { all: { ...group, description: 'The group that holds all hosts.' } },
    additionalProperties: group,
    $defs: {
      variables,
      group: {
        type: ['object', 'null'],
        properties: {
          hosts: {
            description: 'Hosts by name, or ranges of them (`web[01:20]`), each with its own variables.',
            type: ['object', 'string', 'null'],
            additionalProperties: { $ref: '#/$defs/variables' },
          },
          children: {
            description: 'Groups that belong to this one.',
            type: ['object', 'string', 'null'],
            additionalProperties: group,
          },
          vars: { $ref: '#/$defs/variables', description: 'Variables of all hosts in the group.' },
        },
        additionalProperties: false,
      },
    },
  };
}

/** Any names, but none that has a meaning of its own. */
const variables = {
  type: ['object', 'null'],
  properties: {
    ...connectionNames,
    host_addresses: {
      type: ['array', 'string'],
      description: 'The addresses that the host has for others, IPv4 and IPv6 (`ansible_host`): docs/topology.md.',
    },
    topology: topologySchema,
    ansible_group_priority: {
      type: ['integer', 'string'],
      description: 'Of groups on the same level the one with the higher number counts (1).',
    },
  },
  propertyNames: { not: { enum: Object.keys(magicNames) } },
  additionalProperties: true,
};
