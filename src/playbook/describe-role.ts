import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { VariableLayer } from '../inventory/model.ts';
import type { RoleArguments } from './model.ts';
import type { PlaybookSources, Reading } from './reading.ts';
import { readRoleArguments } from './role-arguments.ts';
import { readVariablesOfPart } from './role-part.ts';

export interface RoleDescription {
  readonly name: string;
  readonly path: string;
  readonly arguments: RoleArguments | undefined;
  /** Of its `defaults`. */
  readonly defaults: readonly VariableLayer[];
  /** What is wrong with these files. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What a role says of itself, without any playbook. */
export function describeRole(name: string, path: string, sources: PlaybookSources): RoleDescription {
  const reading: Reading = {
    sources,
    diagnostics: [],
    playbookDirectory: path,
    nextTaskId: 0,
    nextBlock: 0,
    importedHandlers: [],
    roleArguments: new Map(),
    readTasks: () => [],
  };
  const declared = readRoleArguments(reading, name, path);
  const defaults = readVariablesOfPart(reading, { role: path, name: 'defaults' }, `defaults of role ${name}`);
  return { name, path, arguments: declared, defaults, diagnostics: reading.diagnostics };
}
