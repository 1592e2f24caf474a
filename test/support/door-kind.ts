import { defineResource } from '../../src/definition.ts';
import type { Definition } from '../../src/definition.ts';
import { fileContent } from '../../src/facts/file-content.ts';
import type { ResourceSpec } from '../../src/resource.ts';

/** What a door should say. */
interface WantedDoor {
  readonly to: string;
}

/** Keeps the file that says whether the machine can be reached: `door: {to: TEXT}`. */
export function doorKindAt(
  door: () => string,
  how: Pick<ResourceSpec<WantedDoor, string>, 'steps' | 'protects'>,
): Definition {
  return defineResource<WantedDoor, string>({
    kind: 'door',
    schema: {
      summary: 'A door.',
      properties: { to: { description: 'What it says.', type: 'string' } },
      required: ['to'],
      examples: [],
    },
    risk: 'connectivity',
    wanted: ({ to }) => ({ to: typeof to === 'string' ? to : '' }),
    observe: async (_wanted, host) => {
      const found = await host.read(fileContent, door());
      return found.type === 'content' ? Buffer.from(found.bytes).toString() : '';
    },
    diff: ({ to }, found) => (found === to ? [] : [{ attribute: 'to', from: found, to }]),
    ...how,
  });
}
