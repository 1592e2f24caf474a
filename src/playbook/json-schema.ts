import { annotations } from '../language/schema/annotations.ts';
import type { ArgumentSchema } from '../arguments.ts';
import type { Definition } from '../definition.ts';
import { argumentsJsonSchema } from './arguments.ts';
import { blockKeywords, handlerKeywords, importPlaybookKeywords, includeKeywords, playKeywords } from './keywords.ts';

/** A JSON Schema for playbook files, for completion and checks in editors. */
export function playbookSchema(definitions: readonly Definition[]): object {
  const kinds = definitions.flatMap((each) =>
    [each.kind, ...each.aliases].map((name) => [name, kindSchema(each)] as const),
  );
  const task = {
    type: 'object',
    properties: {
      ...forEditors(includeKeywords),
      ...forEditors(blockKeywords),
      ...forEditors(handlerKeywords),
      ...Object.fromEntries(kinds),
    },
    additionalProperties: false,
  };
  const taskLists = Object.fromEntries(
    ['tasks', 'pre_tasks', 'post_tasks', 'verify', 'handlers'].map((name) => [
      name,
      { type: ['array', 'null'], items: { $ref: '#/$defs/task' } },
    ]),
  );
  const play = { ...forEditors(playKeywords), ...forEditors(importPlaybookKeywords), ...taskLists };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Rackwright playbook',
    type: 'array',
    items: { type: 'object', properties: play, additionalProperties: false },
    $defs: { task: { ...task, properties: { ...task.properties, block: blockSchema(task.properties) } } },
  };
}

/** With a list it holds tasks, with a map it is the resource of that name. */
function blockSchema(properties: Readonly<Record<string, object>>): object {
  const tasks = { type: 'array', items: { $ref: '#/$defs/task' } };
  return { anyOf: [tasks, properties['block']].filter((each) => each !== undefined) };
}

function kindSchema({ schema }: Definition): object {
  const properties: Record<string, object> = {};
  for (const [name, property] of Object.entries(schema.properties))
    for (const each of [name, ...(property.aliases ?? [])]) properties[each] = forEditor(property);
  const map = { ...argumentsJsonSchema(schema), properties, required: undefined, description: schema.summary };
  return schema.freeForm === undefined ? map : { description: schema.summary, anyOf: [map, { type: 'string' }] };
}

function forEditors(keywords: Readonly<Record<string, ArgumentSchema>>): Record<string, object> {
  return Object.fromEntries(Object.entries(keywords).map(([name, each]) => [name, forEditor(each)]));
}

/** Any value may be a template instead; our own words mean nothing to other validators. */
function forEditor(schema: ArgumentSchema): object {
  const rest = Object.fromEntries(Object.entries(schema).filter(([word]) => !ourWords.has(word)));
  const nested = {
    ...rest,
    ...(schema.items && { items: forEditor(schema.items) }),
    ...(schema.properties && { properties: forEditors(schema.properties) }),
  };
  if ([schema.type].flat().includes('string') && schema.enum === undefined) return nested;
  return { description: schema.description, anyOf: [nested, { type: 'string', pattern: '\\{\\{' }] };
}

const ourWords: ReadonlySet<string> = new Set(annotations);
