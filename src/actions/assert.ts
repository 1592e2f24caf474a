import type { ArgumentsSchema, Evaluated } from '../arguments.ts';
import { defineAction } from '../definition.ts';
import { readArguments } from '../resources/read-arguments.ts';

const schema: ArgumentsSchema = {
  summary: 'Fails unless all expressions hold.',
  required: ['that'],
  properties: {
    that: {
      description: 'An expression, or a list of them.',
      type: ['string', 'boolean', 'array'],
      items: { description: 'An expression.', type: ['string', 'boolean'] },
      expression: 'condition',
    },
    fail_msg: { description: 'Message when one does not hold.', type: 'string', aliases: ['msg'] },
    success_msg: { description: 'Message when all hold.', type: 'string' },
    quiet: { description: 'Accepted and ignored: success is always quiet.', type: 'boolean' },
  },
  examples: ['- assert:\n    that:\n      - facts.memory_mb >= 512\n    fail_msg: this host is too small\n'],
};

export const assert = defineAction({
  kind: 'assert',
  schema,
  where: 'controller',
  wanted: (args) => {
    const read = readArguments(args, schema);
    const that = [args['that'] as unknown as Evaluated | readonly Evaluated[]].flat();
    return {
      failing: that.filter((each) => each.value !== true),
      message: read.text('fail_msg'),
      success: read.text('success_msg'),
    };
  },
  perform: ({ failing, message, success }) => {
    const [first] = failing;
    if (first === undefined)
      return Promise.resolve({ changed: false, ...(success !== undefined && { message: success }), result: {} });
    const failed = {
      code: 'assertion-failed' as const,
      message: message ?? `${first.expression} is false`,
      ...(message !== undefined && { hint: `${first.expression} is false` }),
    };
    return Promise.resolve({ changed: false, failed, result: { assertion: first.expression, evaluated_to: false } });
  },
});
