import type { ArgumentSchema } from '../../arguments.ts';
import { editedFileArguments } from '../edited-file.ts';

const anything = ['string', 'number', 'boolean', 'object', 'array'] as const;

/** Arguments of everything that sets single values in a structured file. */
export const structuredFileArguments = {
  ...editedFileArguments,
  key: {
    description:
      'Where in the file: names and positions with dots between them (`log.opts.0`), or the same as a list when a name holds a dot.',
    type: ['string', 'integer', 'array'],
    items: { description: 'A name, or a position in a list, from 0.', type: ['string', 'integer'] },
  },
  value: {
    description: 'What stands there, exactly: a text, a number, true or false, a list or a map.',
    type: anything,
    items: { description: 'An item.', type: anything, additionalProperties: true },
    additionalProperties: true,
  },
  merge: {
    description:
      'Instead of `value`: a map whose values are set one by one, at any depth, below `key` or at the top; what it does not name stays. A list counts as one value, an empty map says nothing.',
    type: 'object',
    additionalProperties: true,
  },
} as const satisfies Readonly<Record<string, ArgumentSchema>>;
