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
  | {
      /** At most a few a second from each host; never of a `no_log` task. */
      readonly type: 'task.progress';
      readonly host: string;
      readonly task: TaskLabel;
      /** The last line that it printed, or what is being done. */
      readonly message: string;
      /** What runs on the host: `install nginx`. The message is the same when it begins. */
      readonly step?: string;
      /** 0 to 100, of what the message is about. */
      readonly percent?: number;
    }
  | {
      readonly type: 'task.finished';
      readonly host: string;
      readonly task: TaskLabel;
      readonly outcome: Outcome;
      readonly durationMs: number;
      /** What its duration consists of. What was read ahead of its turn is in that of an earlier task. */
      readonly phases: Phases;
    }
  | { readonly type: 'handler.notified'; readonly host: string; readonly handler: string; readonly by: TaskLabel }
  /** An earlier run has notified it and did not come to run it. */
  | { readonly type: 'handler.owed'; readonly host: string; readonly handler: string }
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
  | {
      /** Just before the end, when `--profile` asks for it. */
      readonly type: 'run.profile';
      readonly profile: RunProfile;
    }
  | { readonly type: 'run.finished'; readonly summary: RunSummary };

/** Milliseconds by what a host's line of work was waiting for. */
export interface Phases {
  readonly connectMs: number;
  readonly readMs: number;
  /** Steps and actions. */
  readonly writeMs: number;
  readonly proveMs: number;
  /** Everything else: rendering, comparing, and waiting for the processor. */
  readonly controllerMs: number;
}

/** Where the time of a run went. */
export interface RunProfile {
  readonly plays: readonly PlayProfile[];
  /** All hosts' times together; longest first. */
  readonly tasks: readonly TaskProfile[];
  /** Longest first. */
  readonly hosts: readonly HostProfile[];
}

export interface PlayProfile {
  readonly play: string;
  readonly durationMs: number;
  /**
   * What determined it: the host that ended last, before it the one for whose end it had to wait (`serial`, `forks`), and so
   * on; in the order of time.
   */
  readonly critical: readonly CriticalHost[];
}

export interface CriticalHost {
  readonly host: string;
  readonly durationMs: number;
  readonly phases: Phases;
  /** Its longest tasks, at most five, longest first. */
  readonly tasks: readonly { readonly task: TaskLabel; readonly durationMs: number }[];
}

export interface TaskProfile {
  readonly task: TaskLabel;
  /** How often it had its turn: on each host, for each item of its loop. */
  readonly times: number;
  readonly durationMs: number;
  readonly longestMs: number;
  readonly longestHost: string;
  readonly phases: Phases;
}

export interface HostProfile {
  readonly host: string;
  readonly durationMs: number;
  readonly phases: Phases;
}

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
  /** The host that it is delegated to. */
  readonly on?: string;
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
  /** `rescued`: the `rescue` of a block is done for it. */
  | { readonly status: 'failed'; readonly failure: Failure; readonly ignored: boolean; readonly rescued?: true }
  | { readonly status: 'unreachable'; readonly failure: Failure; readonly ignored?: true };

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

/** What is known of a run before it begins. */
export interface RunAbout {
  /** `anna@desk7` */
  readonly who: string;
  /** Of the playbook's directory, when git keeps it. */
  readonly revision?: { readonly commit: string; readonly clean: boolean };
  /** SHA-256 of all texts of the playbook, and of the inventory with its variables. */
  readonly playbookDigest: string;
  readonly inventoryDigest: string;
}

/** What a page for people shows besides the run itself. */
export interface RunSurroundings {
  /** What the audit says of the inventory; nothing where it has no topology. */
  readonly design?: DesignVerdict;
  /** What `verify` found before, oldest first. */
  readonly history: readonly DriftResult[];
}

export interface DesignVerdict {
  /** Hosts that were looked at before the run, for the findings; nothing where only the inventory was judged. */
  readonly seen?: readonly string[];
  /** SVG of ours. */
  readonly picture: string;
  readonly findings: readonly DesignFinding[];
}

export interface DesignFinding {
  readonly id: string;
  readonly severity: 'HIGH' | 'MEDIUM' | 'LOW' | 'INFO';
  readonly title: string;
  readonly evidence: readonly { readonly text: string; readonly at?: string | undefined }[];
  readonly reasoning: string;
  readonly remedy: string;
  /** Why it is borne, and until when. */
  readonly waived?: string;
}

/** What one `verify` found. */
export interface DriftResult {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Differences of each host; nothing for one that could not be looked at to the end. */
  readonly hosts: Readonly<Record<string, number | null>>;
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
  readonly counts: Readonly<Record<Outcome['status'] | 'ignored' | 'rescued', number>>;
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
