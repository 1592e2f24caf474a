import type {
  Failure,
  HostSummary,
  Outcome,
  Phases,
  PlayTraffic,
  RunEvent,
  RunMode,
  TaskLabel,
} from '../../src/reporter.ts';
import type { Change } from '../../src/resource.ts';

/** Short ways to write the events of a run. */
export function started(mode: RunMode, hosts: number): RunEvent {
  return { type: 'run.started', mode, playbook: 'playbooks/site.yml', hosts, version: '1.2.3' };
}

export function play(name: string, hosts: readonly string[], tasks: number): RunEvent {
  return { type: 'play.started', play: name, hosts, tasks };
}

export function label(name: string, more: Partial<TaskLabel> = {}): TaskLabel {
  return { id: 1, name, kind: 'copy', at: 'playbooks/site.yml:14:7', handler: false, ...more };
}

export function begun(host: string, task: TaskLabel): RunEvent {
  return { type: 'task.started', host, task };
}

export function finished(host: string, task: TaskLabel, outcome: Outcome, durationMs = 12): RunEvent {
  return { type: 'task.finished', host, task, outcome, durationMs, phases };
}

const phases: Phases = { connectMs: 0, readMs: 4, writeMs: 5, proveMs: 2, controllerMs: 1 };

export function changed(...changes: readonly Change[]): Outcome {
  return { status: 'changed', changes, verified: true };
}

export function failed(failure: Failure): Outcome {
  return { status: 'failed', failure, ignored: false };
}

export function summaryOf(
  host: string,
  counts: Partial<HostSummary['counts']>,
  state: HostSummary['state'] = 'ok',
  traffic: readonly PlayTraffic[] = [],
): HostSummary {
  const none = { ok: 0, changed: 0, 'would-change': 0, skipped: 0, failed: 0, unreachable: 0, ignored: 0, rescued: 0 };
  return { host, state, counts: { ...none, ...counts }, traffic };
}

export function ended(
  mode: RunMode,
  hosts: readonly HostSummary[],
  more: { readonly interrupted?: true } = {},
): RunEvent {
  return { type: 'run.finished', summary: { mode, hosts, durationMs: 4600, interrupted: more.interrupted === true } };
}
