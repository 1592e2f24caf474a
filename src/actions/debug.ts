import type { ArgumentsSchema, Evaluated } from '../arguments.ts';
import { defineAction } from '../definition.ts';

const schema: ArgumentsSchema = {
  summary: 'Shows a message or a value.',
  freeForm: 'msg',
  properties: {
    msg: {
      description: 'What to show; templates are rendered.',
      type: ['string', 'number', 'boolean', 'array', 'object'],
      items: { description: 'A line.', type: ['string', 'number', 'boolean', 'object', 'array'] },
      additionalProperties: true,
    },
    var: { description: 'An expression whose value is shown.', type: 'string', expression: 'value' },
  },
  examples: ['- debug:\n    msg: "{{ inventory_hostname }} is ready"\n'],
};

export const debug = defineAction({
  kind: 'debug',
  schema,
  where: 'controller',
  wanted: (args) => {
    const evaluated = args['var'] as unknown as Evaluated | undefined;
    if (evaluated !== undefined) return `${evaluated.expression}: ${shown(evaluated.value)}`;
    return shown(args['msg'] ?? 'Hello world!');
  },
  perform: (message) => Promise.resolve({ changed: false, message, result: { msg: message } }),
});

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null, undefined, 2);
}
