import type { CertificateAuthority } from '../certificate-authority.ts';
import type { Connect, HostAddress } from '../host.ts';
import type { Definition } from '../definition.ts';
import type { HostPaths } from './host-paths.ts';
import type { Inventory, VariableLayer } from '../inventory/model.ts';
import type { LockOptions } from './prelude/lock-options.ts';
import type { Play, Task } from '../playbook/model.ts';
import type { Failure, RunEvent, RunMode } from '../reporter.ts';
import type { Wish } from './lock-step.ts';
import type { Secret } from '../secret.ts';

/** A play with the hosts and tasks that the command line left of it. */
export interface PlannedPlay {
  readonly play: Play;
  /** In the order in which they are taken. */
  readonly hosts: readonly string[];
  readonly tasks: readonly Task[];
  /** How its hosts are reached, where the play itself has a say in it. */
  readonly addresses?: ReadonlyMap<string, HostAddress>;
}

export interface RunOptions {
  readonly mode: RunMode;
  /** As shown to people. */
  readonly playbook: string;
  /** Absolute. */
  readonly playbookDirectory: string;
  readonly plays: readonly PlannedPlay[];
  readonly inventory: Inventory;
  /** `-e`: above everything else. */
  readonly extra: VariableLayer | undefined;
  /** How each host is reached; made before the run, so that what is wrong with it is found before the first connection. */
  readonly addresses: ReadonlyMap<string, HostAddress>;
  readonly become: BecomeOptions;
  readonly version: string;
  /** The content of encrypted files that tasks name, by path. */
  readonly openedFiles?: ReadonlyMap<string, Uint8Array>;
  /** The certificate authority in a directory, if there is one. */
  readonly openAuthority?: (directory: string) => CertificateAuthority | undefined;
  readonly hostPaths: HostPaths;
  readonly lock: LockOptions;
  /** Seconds after which a host undoes a change that could cut us off and was not confirmed. */
  readonly undoAfterSeconds: number;
  /** Hosts that may not be touched, and why. */
  readonly refused?: ReadonlyMap<string, Failure>;
  /** How many hosts at a time. */
  readonly forks: number;
  /** How many of them when the controller has time to spare; nothing means no more than that. */
  readonly mostForks?: number;
  /** Tell at the end where the time went. */
  readonly profile?: boolean;
  /** Remove what this playbook has made and has no more. */
  readonly prune?: boolean;
  /** Absolute, with its name; by its end notes on hosts tell playbooks apart. */
  readonly playbookPath?: string;
  /** Notified handlers run although a task failed, whatever plays say. */
  readonly forceHandlers?: boolean;
  /** Asked before each task, which makes all hosts take their turns together. */
  readonly askTask?: (task: Task) => Promise<Wish>;
  /** How many tasks may be read ahead of the one at hand; nothing means all. It changes the speed and nothing else. */
  readonly readAhead?: number;
  readonly connect: Connect;
  find(kind: string): Definition;
  show(path: string): string;
  emit(event: RunEvent): void;
  now(): number;
  /** Rejects when the run is aborted. */
  sleep(milliseconds: number): Promise<void>;
  /** Aborted: start no new work, let what runs end. */
  readonly stop: AbortSignal;
  /** Aborted: end what runs, too. */
  readonly abort: AbortSignal;
}

/** What the command line says of becoming another user. */
export interface BecomeOptions {
  readonly become?: boolean;
  readonly user?: string;
  readonly method?: 'sudo' | 'su' | 'doas';
  readonly password?: Secret;
}
