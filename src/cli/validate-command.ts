import { dirname, resolve } from 'node:path';
import { exitCodes } from './exit-code.ts';
import { limitWithFailed } from './failed-hosts.ts';
import { loadInventory } from './load-inventory.ts';
import { loadPlaybook } from './load-playbook.ts';
import type { PlaybookArguments } from './options.ts';
import { showDiagnostics } from './show-diagnostics.ts';
import type { Tools } from './tools.ts';

/** Checks all that can be checked without a host; problems come as InputError. */
export async function validateCommand(tools: Tools, args: PlaybookArguments): Promise<number> {
  const limit = limitWithFailed(tools, args);
  const loaded = await loadInventory(tools, { ...args, limit }, dirname(resolve(tools.cwd, args.playbook)));
  const { plays, warnings } = await loadPlaybook(tools, args, loaded);
  showDiagnostics(tools.terminal, [...loaded.warnings, ...warnings]);
  const hosts = new Set(plays.flatMap((each) => each.hosts)).size;
  const tasks = plays.reduce((sum, each) => sum + each.tasks.length, 0);
  tools.terminal.out(`${args.playbook}: ${plays.length} plays, ${tasks} tasks, ${hosts} hosts: no problem found\n`);
  return exitCodes.converged;
}
