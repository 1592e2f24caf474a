import { dirname, resolve } from 'node:path';
import type { RunMode } from '../reporter.ts';
import { exitCodeOf, exitCodes } from './exit-code.ts';
import { listPlays } from './list-plays.ts';
import { loadInventory } from './load-inventory.ts';
import { loadPlaybook } from './load-playbook.ts';
import { recordsOf } from './records-of.ts';
import { askPrompts } from './ask-prompts.ts';
import { askTask } from './ask-task.ts';
import { addDrift, driftRecord } from './drift-record.ts';
import { keepFailedHosts, limitWithFailed } from './failed-hosts.ts';
import type { PlaybookArguments } from './options.ts';
import { HostDigests } from './binding-plan/host-digests.ts';
import { writePlanFile } from './binding-plan/plan-file.ts';
import { runBoundPlan } from './binding-plan/run-bound-plan.ts';
import { runPlays } from './run-plays.ts';
import type { PlaysToRun } from './run-plays.ts';
import { showDiagnostics } from './show-diagnostics.ts';
import type { Tools } from './tools.ts';
import { UsageError } from './usage-error.ts';

/** `run`, `plan` and `verify`: the same road; only a run writes. Gives the exit code. */
export async function runCommand(
  tools: Tools,
  args: PlaybookArguments & {
    readonly expectUnchanged?: boolean;
    readonly prune?: boolean;
    readonly out?: string | undefined;
    readonly plan?: string | undefined;
    readonly record?: string | undefined;
  },
  mode: RunMode,
): Promise<number> {
  if (args.prune === true) refuseParts(args);
  if (args.reportLive && !(args.report ?? []).some((file) => file.endsWith('.html')))
    throw new UsageError('--report-live is for a page: --report NAME.html');
  const ask = args.step ? askTask(tools.terminal) : undefined;
  const limit = limitWithFailed(tools, args);
  const loaded = await loadInventory(tools, { ...args, limit }, dirname(resolve(tools.cwd, args.playbook)));
  const read = await loadPlaybook(tools, args, loaded);
  const { playbook, directory, plays: chosen, openedFiles, digest, shuffled, warnings } = read;
  showDiagnostics(tools.terminal, [...loaded.warnings, ...warnings]);
  if (args.listHosts || args.listTasks || args.listTags) {
    tools.terminal.out(listPlays(chosen, { hosts: args.listHosts, tasks: args.listTasks, tags: args.listTags }));
    return exitCodes.converged;
  }
  const plays = await askPrompts(tools, chosen, loaded.extra);
  if (shuffled !== undefined) tools.terminal.err(`hosts are shuffled: --shuffle-seed ${shuffled} repeats this order\n`);
  const record = args.record === undefined ? undefined : resolve(tools.cwd, args.record);
  const history = record === undefined ? [] : driftRecord(record);
  const all = (loaded.inventory.groups.get('all')?.hosts ?? []).filter((name) => loaded.limited(name));
  const look = args.reportLive
    ? async () => (await import('./gather-evidence.ts')).gatherEvidence(tools, args, loaded, all)
    : undefined;
  const started = new Date().toISOString();
  const work: PlaysToRun = {
    mode,
    plays,
    playbook: playbook.path,
    directory,
    openedFiles,
    loaded,
    ...(ask && { askTask: ask }),
    forceHandlers: args.forceHandlers,
    prune: args.prune === true,
    report: {
      ...args,
      ...(args.report !== undefined && { records: await recordsOf(tools, args.report, read, loaded, history, look) }),
    },
  };
  const digests = new HostDigests();
  const summary =
    args.plan === undefined
      ? await runPlays(tools, args, { ...work, watch: (event) => digests.add(event) })
      : await runBoundPlan(tools, args, work, digest);
  if (args.out !== undefined)
    writePlanFile(resolve(tools.cwd, args.out), {
      playbook: playbook.path,
      sources: digest,
      made: `${tools.who} at ${new Date().toISOString()}`,
      hosts: Object.fromEntries(digests.digests),
    });
  if (record !== undefined && !summary.interrupted) addDrift(record, started, playbook.path, summary);
  if (mode === 'run') await keepFailedHosts(tools, args, summary);
  return exitCodeOf(summary, mode === 'verify' || args.expectUnchanged === true);
}

/** What a part of the tasks does not have may be the others'. */
function refuseParts({ tags = [], skipTags = [], startAtTask, step }: PlaybookArguments): void {
  if (tags.length > 0 || skipTags.length > 0 || startAtTask !== undefined || step)
    throw new UsageError('--prune needs the whole playbook: leave out --tags, --skip-tags, --start-at-task and --step');
}
