import type { ArgumentsSchema } from '../arguments.ts';
import { defineAction } from '../definition.ts';
import { ArgumentError } from '../resource.ts';
import type { Arguments } from '../resource.ts';

const schema: ArgumentsSchema = {
  summary: 'Sets variables for this host, for the rest of the run.',
  details: 'They stand above all variables but those of `-e`. They can set no connection variable (`ansible_host`, …).',
  properties: {
    cacheable: { description: 'Accepted and ignored: nothing is kept between runs.', type: 'boolean' },
  },
  others: {
    description: 'A variable and its value.',
    type: ['string', 'number', 'boolean', 'array', 'object', 'null'],
    additionalProperties: true,
  },
  examples: ['- set_fact:\n    backup_name: "{{ inventory_hostname }}-daily"\n'],
};

export const setFact = defineAction<Arguments>({
  kind: 'set_fact',
  schema,
  where: 'controller',
  wanted: (args) => {
    const variables = Object.fromEntries(Object.entries(args).filter(([name]) => name !== 'cacheable'));
    for (const name of Object.keys(variables)) {
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw new ArgumentError(name, `"${name}" is no name of a variable`);
      if (name.startsWith('ansible_'))
        throw new ArgumentError(
          name,
          'connection variables stand in the inventory',
          'choose a name without `ansible_`',
        );
    }
    return variables;
  },
  sets: (variables) => Object.keys(variables),
  perform: (variables) => Promise.resolve({ changed: false, variables, result: { ansible_facts: variables } }),
});
