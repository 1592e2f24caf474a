import type { Change } from './resource.ts';

/**
 * CONTRACT of a reporter: a sink of events. It can neither steer nor fail a run: what it throws is caught and said once.
 * Events are flat, serialisable and closed: `--output json` prints them as they are.
 */
export interface Reporter {
  on(event: RunEvent): void;
  /** After the last event, before the process ends: flush, restore the terminal. */
  close?(): Promise<void> | void;
}

export type RunEvent =
  | {
      readonly type: 'run.started';
      readonly mode: RunMode;
      readonly playbook: string;
      readonly hosts: number;
      readonly version: string;
    }
  | { readonly type: 'play.started'; readonly play: string; readonly hosts: readonly string[]; readonly tasks: number }
  | { readonly type: 'host.connecting'; readonly host: string }
  | { readonly type: 'host.connected'; readonly host: string; readonly durationMs: number; readonly transport: string }
  | { readonly type: 'task.started'; readonly host: string; readonly task: TaskLabel }
  | { readonly type: 'task.progress'; readonly host: string; readonly task: TaskLabel; readonly message: string }
  | {
      readonly type: 'task.finished';
      readonly host: string;
      readonly task: TaskLabel;
      readonly outcome: Outcome;
      readonly durationMs: number;
    }
  | { readonly type: 'handler.notified'; readonly host: string; readonly handler: string; readonly by: TaskLabel }
  | {
      /** The host takes no further part in the run. */
      readonly type: 'host.lost';
      readonly host: string;
      readonly state: 'failed' | 'unreachable' | 'stopped';
      /** When no task could say why. */
      readonly failure?: Failure;
      readonly tasksLeft: number;
      readonly handlersOwed: readonly string[];
    }
  | { readonly type: 'play.finished'; readonly play: string }
  | { readonly type: 'warning'; readonly message: string; readonly at?: string; readonly host?: string }
  | { readonly type: 'run.finished'; readonly summary: RunSummary };

export type RunMode = 'run' | 'plan' | 'verify';

export interface TaskLabel {
  readonly id: number;
  /** Rendered name, or kind and main argument. */
  readonly name: string;
  readonly kind: string;
  readonly role?: string;
  /** `playbooks/site.yml:14:7` */
  readonly at: string;
  /** The loop item's label. */
  readonly item?: string;
  readonly handler: boolean;
}

export type Outcome =
  /** `assuming`: a plan found it so, but earlier changes, which it does not make, may alter it. */
  | { readonly status: 'ok'; readonly verified: boolean; readonly message?: string; readonly assuming?: true }
  | {
      readonly status: 'changed';
      readonly changes: readonly Change[];
      readonly verified: boolean;
      readonly message?: string;
    }
  /** `assuming` earlier changes of this host, which a plan does not make. */
  | {
      readonly status: 'would-change';
      readonly changes: readonly Change[];
      readonly assuming: boolean;
      readonly verified: boolean;
    }
  | { readonly status: 'skipped'; readonly why: string }
  | { readonly status: 'failed'; readonly failure: Failure; readonly ignored: boolean }
  | { readonly status: 'unreachable'; readonly failure: Failure };

export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  /** Where in the user's files, when it is not the task itself. */
  readonly at?: string;
  readonly command?: string;
  readonly exitCode?: number;
  /** The end of what the command said. */
  readonly stdout?: string;
  readonly stderr?: string;
  /** What still differs after the change. */
  readonly changes?: readonly Change[];
}

export interface RunSummary {
  readonly mode: RunMode;
  readonly hosts: readonly HostSummary[];
  readonly durationMs: number;
  readonly interrupted: boolean;
}

export interface HostSummary {
  readonly host: string;
  readonly state: 'ok' | 'failed' | 'unreachable' | 'interrupted';
  readonly counts: Readonly<Record<Outcome['status'] | 'ignored', number>>;
  /** For each play that the host took part in. */
  readonly traffic: readonly PlayTraffic[];
}

export interface PlayTraffic {
  readonly play: string;
  readonly roundTrips: number;
  readonly requests: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}
