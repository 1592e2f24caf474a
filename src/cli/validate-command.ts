import { dirname, resolve } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnosticsJson } from '../diagnostics/diagnostics-json.ts';
import { diagnosticsSarif } from '../diagnostics/diagnostics-sarif.ts';
import { InputError } from '../diagnostics/errors.ts';
import { lint } from '../playbook/lint/lint.ts';
import { judgeValues } from '../playbook/variables/judge-values.ts';
import { exitCodes } from './exit-code.ts';
import { limitWithFailed } from './failed-hosts.ts';
import { loadInventory } from './load-inventory.ts';
import { loadPlaybook } from './load-playbook.ts';
import type { PlaybookArguments } from './options.ts';
import { showDiagnostics } from './show-diagnostics.ts';
import type { Tools } from './tools.ts';

export type ValidateArguments = PlaybookArguments & {
  readonly strict: boolean;
  readonly format: 'text' | 'json' | 'sarif';
};

/** Checks all that can be checked without a host, and warns of what has no effect. Warnings fail only with `--strict`. */
export async function validateCommand(tools: Tools, args: ValidateArguments): Promise<number> {
  const { found, summary } = await examine(tools, args);
  const { terminal } = tools;
  if (args.format === 'json')
    terminal.out(`${JSON.stringify(tools.secrets.data(diagnosticsJson(found)), undefined, 2)}\n`);
  else if (args.format === 'sarif')
    terminal.out(`${JSON.stringify(tools.secrets.data(diagnosticsSarif(found, tools.version)), undefined, 2)}\n`);
  else {
    showDiagnostics(terminal, found);
    if (summary !== undefined) terminal.out(`${args.playbook}: ${summary}: ${verdict(found)}\n`);
  }
  const failing = found.some((each) => args.strict || each.severity === 'error');
  return failing ? exitCodes.usage : exitCodes.converged;
}

/** All problems and, where the playbook could be read, what it comes to. */
async function examine(
  tools: Tools,
  args: ValidateArguments,
): Promise<{ readonly found: readonly Diagnostic[]; readonly summary?: string }> {
  try {
    const limit = limitWithFailed(tools, args);
    const loaded = await loadInventory(tools, { ...args, limit }, dirname(resolve(tools.cwd, args.playbook)));
    const { plays, check, warnings } = await loadPlaybook(tools, args, loaded);
    const hosts = new Set(plays.flatMap((each) => each.hosts)).size;
    const tasks = plays.reduce((sum, each) => sum + each.tasks.length, 0);
    return {
      found: [...loaded.warnings, ...warnings, ...judgeValues(check), ...lint(check)],
      summary: [plural(plays.length, 'play'), plural(tasks, 'task'), plural(hosts, 'host')].join(', '),
    };
  } catch (error) {
    if (error instanceof InputError) return { found: error.diagnostics };
    throw error;
  }
}

function verdict(found: readonly Diagnostic[]): string {
  if (found.length === 0) return 'no problem found';
  const errors = found.filter((each) => each.severity === 'error').length;
  const kinds = [plural(errors, 'error'), plural(found.length - errors, 'warning')];
  return kinds.filter((each) => !each.startsWith('0')).join(', ');
}

function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
