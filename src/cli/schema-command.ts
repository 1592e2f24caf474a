import { playbookSchema } from '../playbook/json-schema.ts';
import { exitCodes } from './exit-code.ts';
import type { Tools } from './tools.ts';

/** Prints the JSON Schema of playbooks, made of the same tables that validate them. */
export async function schemaCommand(tools: Tools): Promise<number> {
  const definitions = await tools.definitions();
  tools.terminal.out(`${JSON.stringify(playbookSchema(definitions.all), undefined, 2)}\n`);
  return exitCodes.converged;
}
