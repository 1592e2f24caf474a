import type { ArgumentSchema } from '../arguments.ts';

/** The keywords of the files in which a role describes itself. */
type Keywords = Readonly<Record<string, ArgumentSchema>>;

const map = (description: string): ArgumentSchema => ({ description, type: 'object', additionalProperties: true });

const names = (description: string): ArgumentSchema => ({
  description,
  type: 'array',
  items: { description: 'One of them.', type: 'string' },
});

/** Of `arguments.yml`: a JSON Schema of a role's parameters. */
export const roleArgumentsKeywords: Keywords = {
  $schema: { description: 'For editors.', type: 'string' },
  type: { description: 'Always `object`.', type: 'string', enum: ['object'] },
  description: { description: 'What the role is for, in one sentence.', type: 'string' },
  properties: map('The parameters by name.'),
  required: names('Parameters that must be given, by the call or the inventory.'),
  additionalProperties: {
    description: 'Always false: what is not described is no parameter.',
    type: 'boolean',
    enum: [false],
  },
};

/** Of one parameter: the part of JSON Schema that is understood. */
export const parameterKeywords: Keywords = {
  description: { description: 'What it means.', type: 'string' },
  type: {
    description: 'Its type (string, integer, number, boolean, array, object, null), or a list of types.',
    type: ['string', 'array'],
    items: { description: 'A type.', type: 'string' },
  },
  enum: { description: 'All values that it may have.', type: 'array' },
  items: map('The schema of each item of a list.'),
  properties: map('The schemas of the keys of a map.'),
  additionalProperties: {
    description: 'Whether a map may have other keys, or their schema.',
    type: ['boolean', 'object'],
    additionalProperties: true,
  },
  required: names('Keys that a map must have.'),
  pattern: { description: 'A regular expression that finds something in the text.', type: 'string' },
  minimum: { description: 'The least number.', type: 'number' },
  maximum: { description: 'The greatest number.', type: 'number' },
  minLength: { description: 'The least length of a text.', type: 'integer', minimum: 0 },
  minItems: { description: 'The least length of a list.', type: 'integer', minimum: 0 },
  default: {
    description: 'The value when nothing gives one. May hold templates.',
    type: ['string', 'number', 'boolean', 'array', 'object', 'null'],
    additionalProperties: true,
  },
  sensitive: { description: 'Its value is not shown when it is wrong.', type: 'boolean' },
};

export const roleMetaKeywords: Keywords = {
  dependencies: {
    description: 'Roles that run before this one: names, or maps with `role` and its variables.',
    type: ['array', 'null'],
    items: { description: 'A role.', type: ['string', 'object'], additionalProperties: true },
  },
  allow_duplicates: {
    description: 'Run it as often as it is called, also with the same words.',
    type: 'boolean',
    default: false,
  },
  galaxy_info: map('What Ansible Galaxy knows of the role; it means nothing here.'),
};
