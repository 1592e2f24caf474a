import type { Failure } from '../../reporter.ts';
import type { PlanFile } from './plan-file.ts';

/** Hosts on which a run must not begin, because they are not as the plan saw them. */
export function refusedHosts(
  plan: PlanFile,
  found: ReadonlyMap<string, string>,
  hosts: readonly string[],
): ReadonlyMap<string, Failure> {
  const refused = new Map<string, Failure>();
  for (const host of hosts) {
    const message = objection(plan.hosts[host], found.get(host));
    if (message !== undefined)
      refused.set(host, {
        code: 'plan-outdated',
        message: `nothing was done here: ${message}`,
        hint: 'look at it with a new plan, then bind the run to that one',
      });
  }
  return refused;
}

function objection(planned: string | undefined, found: string | undefined): string | undefined {
  if (planned === undefined) return 'the plan does not know this host, or could not look at it';
  if (found === undefined) return 'the host could not be compared with the plan';
  return planned === found ? undefined : 'the host has changed since the plan was made';
}
