import type { DiagnosticCode } from './diagnostics/codes.ts';
import type { ArgumentsSchema } from './arguments.ts';
import type { FactReader } from './fact.ts';
import type { Become, CommandResult, DirectRequest, HostRequest } from './host.ts';
import type { Arguments } from './resource.ts';

/**
 * CONTRACT of an action: something without a lasting state (`command`, `reboot`, `wait_for`, `uri`, `debug`). Reports
 * mark actions as not verified.
 */
export interface ActionSpec<Wanted> {
  readonly kind: string;
  readonly aliases?: readonly string[];
  readonly schema: ArgumentsSchema;
  /**
   * `controller`: touches no host (debug, assert, set_fact, pause); it runs in a plan too.
   * `host`: runs on or waits for the host; a plan only says that it would run.
   */
  readonly where: 'controller' | 'host';
  /** It sends one command, which may run in the background (`async`). */
  readonly detachable?: true;
  /** Pure; as in `ResourceSpec`. */
  wanted(args: Arguments): Wanted;
  /**
   * Says whether the action is needed, by reading only (`creates`, `removes`, `unless`, `onlyif`). Called ahead of its
   * turn like `observe`. Nothing when these arguments hold no guard: then it is always needed, and the engine does not
   * read past it.
   */
  guard?(wanted: Wanted, host: FactReader): Promise<Guard> | undefined;
  /** The variables that `perform` will return, by name. Pure. */
  sets?(wanted: Wanted): readonly string[];
  /** Does it. Called at its turn, never in a plan when `where` is `host`. */
  perform(wanted: Wanted, context: ActionContext): Promise<ActionResult>;
}

export type Control = 'flush_handlers' | 'end_host' | 'end_batch' | 'end_play';

export type Guard = { readonly needed: true } | { readonly needed: false; readonly why: string };

/** What an action may use. Nothing here is remembered between actions. */
export interface ActionContext {
  /** Runs on the task's host as the task's user. */
  send(request: Omit<HostRequest, 'become' | 'signal'>): Promise<CommandResult>;
  /** Gives a command line to the host without a runner, as the login user; for `raw` alone. */
  direct(request: Omit<DirectRequest, 'signal'>): Promise<CommandResult>;
  /** The task, as its file has it: names a command to those who come after a run that lost sight of it. */
  readonly receipt: string;
  /** Whom `send` runs things as; nothing means the login user. */
  readonly become: Become | undefined;
  /** Drops the connection and opens a new one, within `timeoutMs`; for `reboot` and for confirming over a new line. */
  reconnect(timeoutMs: number): Promise<void>;
  /** Waits; rejects when the run is interrupted. */
  sleep(milliseconds: number): Promise<void>;
  /** Milliseconds since some fixed moment. */
  now(): number;
  /** Progress for people; control characters are escaped later. */
  say(message: string): void;
  /** True in `plan` and `verify`. */
  readonly planning: boolean;
}

export interface ActionResult {
  readonly changed: boolean;
  readonly failed?: { readonly code?: DiagnosticCode; readonly message: string; readonly hint?: string };
  /** What `register` gets besides `changed` and `failed`: `rc`, `stdout`, `stdout_lines`, … */
  readonly result: Arguments;
  /** Variables to set on the host (`set_fact`). */
  readonly variables?: Arguments;
  /** What the run shall do now (`meta`). */
  readonly control?: Control;
  /** Text for people (debug's message). */
  readonly message?: string;
}
