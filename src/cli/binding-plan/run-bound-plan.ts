import { resolve } from 'node:path';
import { problem } from '../../diagnostics/diagnostic.ts';
import { InputError } from '../../diagnostics/errors.ts';
import type { RunSummary } from '../../reporter.ts';
import type { HostArguments } from '../options.ts';
import { runPlays } from '../run-plays.ts';
import type { PlaysToRun } from '../run-plays.ts';
import type { Tools } from '../tools.ts';
import { HostDigests } from './host-digests.ts';
import { readPlanFile } from './plan-file.ts';
import { refusedHosts } from './refused-hosts.ts';

/**
 * Runs what a plan has shown, and nothing else: looks at all hosts once more, and leaves alone those that are not as the plan
 * saw them.
 * @param digest of the playbook as it is now
 * @throws InputError when the playbook is not the one of the plan
 */
export async function runBoundPlan(
  tools: Tools,
  args: HostArguments & { readonly plan?: string | undefined },
  work: PlaysToRun,
  digest: string,
): Promise<RunSummary> {
  const plan = readPlanFile(resolve(tools.cwd, args.plan ?? ''));
  if (plan.sources !== digest || plan.playbook !== work.playbook)
    throw new InputError([
      problem(
        'plan-outdated',
        `the plan, made by ${plan.made}, is of another playbook, or of other tasks or an older text of it`,
        undefined,
        {
          hint: 'make a new plan with the same options, and look at it',
        },
      ),
    ]);
  const digests = new HostDigests();
  await runPlays(tools, args, { ...work, mode: 'plan', report: 'none', watch: (event) => digests.add(event) });
  const hosts = [...new Set(work.plays.flatMap((each) => each.hosts))];
  return await runPlays(tools, args, { ...work, refused: refusedHosts(plan, digests.digests, hosts) });
}
