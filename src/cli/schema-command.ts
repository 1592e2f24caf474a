import { inventorySchema, variablesSchema } from '../inventory/json-schema.ts';
import { playbookSchema } from '../playbook/json-schema.ts';
import { exitCodes } from './exit-code.ts';
import type { Tools } from './tools.ts';

/** Prints the JSON Schema of a kind of file, made of the same tables that validate it. */
export async function schemaCommand(tools: Tools, file: 'playbook' | 'inventory' | 'vars'): Promise<number> {
  tools.terminal.out(`${JSON.stringify(await schemaOf(tools, file), undefined, 2)}\n`);
  return exitCodes.converged;
}

async function schemaOf(tools: Tools, file: 'playbook' | 'inventory' | 'vars'): Promise<object> {
  switch (file) {
    case 'playbook':
      return playbookSchema((await tools.definitions()).all);
    case 'inventory':
      return inventorySchema();
    case 'vars':
      return variablesSchema();
  }
}
