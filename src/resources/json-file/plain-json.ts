import type { JsonNode } from './parse-json.ts';

/** The value that a node stands for. */
export function plainJson(node: JsonNode): unknown {
  switch (node.type) {
    case 'scalar':
      return node.value;
    case 'array':
      return node.entries.map(({ value }) => plainJson(value));
    case 'object':
      // Own properties only, whatever they are called.
      return Object.fromEntries(node.entries.map(({ name, value }) => [name, plainJson(value)]));
  }
}
