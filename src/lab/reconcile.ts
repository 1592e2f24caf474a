import type { LabContainer } from './container-list.ts';
import type { LabHost, LabPlan } from './plan.ts';

/** What must be done so that the plan's hosts run. */
export interface Reconciliation {
  /** Containers that stand in the way: half made, or with another name or address than the plan's. */
  readonly remove: readonly LabContainer[];
  readonly make: readonly LabHost[];
  /** They were stopped; their files are kept. */
  readonly start: readonly LabContainer[];
  readonly resume: readonly LabContainer[];
  readonly keep: readonly LabContainer[];
}

/**
 * Pure. Containers of the lab that the plan does not name are left alone, unless they hold an address it needs: the plan
 * may be a part of the lab.
 */
export function reconcile(plan: LabPlan, containers: readonly LabContainer[]): Reconciliation {
  const wanted = new Map(plan.hosts.map((host) => [host.name, host.address]));
  const addresses = new Set(wanted.values());
  const concerned = containers.filter((each) => wanted.has(each.host) || addresses.has(each.address));
  const fitting = concerned.filter((each) => wanted.get(each.host) === each.address && usable.has(each.status));
  const there = new Set(fitting.map((each) => each.host));
  const among = (status: string) => fitting.filter((each) => each.status === status);
  return {
    remove: concerned.filter((each) => !fitting.includes(each)),
    make: plan.hosts.filter((host) => !there.has(host.name)),
    start: [...among('exited'), ...among('stopped')],
    resume: among('paused'),
    keep: [...among('running'), ...among('restarting')],
  };
}

/** In every other state (`created`, `dead`, `removing`, …) a container was never finished or is beyond repair. */
const usable: ReadonlySet<string> = new Set(['running', 'restarting', 'exited', 'stopped', 'paused']);
