import { dirname, resolve } from 'node:path';
import type { RunMode } from '../reporter.ts';
import { exitCodeOf, exitCodes } from './exit-code.ts';
import { listPlays } from './list-plays.ts';
import { loadInventory } from './load-inventory.ts';
import { loadPlaybook } from './load-playbook.ts';
import type { PlaybookArguments } from './options.ts';
import { HostDigests } from './binding-plan/host-digests.ts';
import { writePlanFile } from './binding-plan/plan-file.ts';
import { runBoundPlan } from './binding-plan/run-bound-plan.ts';
import { runPlays } from './run-plays.ts';
import type { PlaysToRun } from './run-plays.ts';
import { showDiagnostics } from './show-diagnostics.ts';
import type { Tools } from './tools.ts';

/** `run`, `plan` and `verify`: the same road; only a run writes. Gives the exit code. */
export async function runCommand(
  tools: Tools,
  args: PlaybookArguments & {
    readonly expectUnchanged?: boolean;
    readonly out?: string | undefined;
    readonly plan?: string | undefined;
  },
  mode: RunMode,
): Promise<number> {
  const loaded = await loadInventory(tools, args, dirname(resolve(tools.cwd, args.playbook)));
  const { playbook, directory, plays, openedFiles, digest, warnings } = await loadPlaybook(tools, args, loaded);
  showDiagnostics(tools.terminal, [...loaded.warnings, ...warnings]);
  if (args.listHosts || args.listTasks) {
    tools.terminal.out(listPlays(plays, { hosts: args.listHosts, tasks: args.listTasks }));
    return exitCodes.converged;
  }
  const work: PlaysToRun = {
    mode,
    plays,
    playbook: playbook.path,
    directory,
    openedFiles,
    loaded,
    report: args,
  };
  if (args.plan !== undefined) return await runBoundPlan(tools, args, work, digest);
  const digests = new HostDigests();
  const summary = await runPlays(tools, args, { ...work, watch: (event) => digests.add(event) });
  if (args.out !== undefined)
    writePlanFile(resolve(tools.cwd, args.out), {
      playbook: playbook.path,
      sources: digest,
      made: `${tools.who} at ${new Date().toISOString()}`,
      hosts: Object.fromEntries(digests.digests),
    });
  return exitCodeOf(summary, mode === 'verify' || args.expectUnchanged === true);
}
