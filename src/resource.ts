import type { FactReader } from './fact.ts';
import type { ContentSource } from './content.ts';
import type { Command } from './shell.ts';
import type { ArgumentsSchema } from './arguments.ts';

/**
 * CONTRACT of a resource: something on a host with a lasting state. It answers three questions and nothing else; the
 * engine owns the verbs (observe → diff → apply → observe).
 */
export interface ResourceSpec<Wanted, Observed> {
  /** The key users write in a playbook. */
  readonly kind: string;
  /** Other names for the same thing, mostly Ansible's: `lineinfile`. */
  readonly aliases?: readonly string[];
  /** Arguments: validation, `rackwright doc`, editor completion. Every property has a description. */
  readonly schema: ArgumentsSchema;
  /**
   * What a mistake costs; the engine applies it under guard, see {@link Protection}. `connectivity`: it can cut the operator
   * off. `service`: a service that works now would work no more.
   */
  readonly risk?: 'connectivity' | 'service';
  /**
   * Pure. For what has a `risk`: what the host keeps of its state before the steps, and puts back by itself unless a new
   * connection confirms the change. Nothing means that these steps cannot cut anybody off.
   */
  protects?(wanted: Wanted, observed: Observed): Protection | undefined;
  /**
   * Pure. For what no file holds: how the host goes back to the state that was observed, so that a play can undo what it did
   * (`on_failure: rollback`). What steps do to files is undone without being told; everything else is not.
   */
  reverts?(wanted: Wanted, observed: Observed): Protection;
  /**
   * Turns validated, rendered arguments into the wanted state: defaults, aliases, canonical forms. Pure.
   * @throws ArgumentError for what a schema cannot say; the engine points at the argument
   */
  wanted(args: Arguments): Wanted;
  /**
   * Reads what `diff` needs, through facts only. Called before any step and again after the last one, possibly ahead of
   * its task's turn. Ask for independent facts together (`Promise.all`), so that they share a round trip.
   */
  observe(wanted: Wanted, host: FactReader): Promise<Observed>;
  /** Pure. Empty means converged. A state that cannot be reached (a directory where a file is wanted) throws {@link CannotConverge}. */
  diff(wanted: Wanted, observed: Observed): readonly Change[];
  /** Pure: what to do, as data. Called only with changes that `diff` returned for the same pair. */
  steps(wanted: Wanted, observed: Observed, changes: readonly Change[]): readonly Step[];
  /**
   * Pure. True when the steps, if they succeed, are sure to leave no difference, whatever else there may be: the wanted
   * content is known as a whole. Then what follows need not wait for the proof, which is made all the same. Nothing means
   * that only the proof can tell.
   */
  settles?(wanted: Wanted, observed: Observed): boolean;
  /** What `register` shows besides `changed` and `changes`. Pure. */
  facts?(wanted: Wanted, observed: Observed): Arguments;
}

/** Rendered arguments or results: JSON-like plain data, file contents as bytes. Own properties only. */
export type Data = null | boolean | number | string | Uint8Array | readonly Data[] | Arguments;
export interface Arguments {
  readonly [name: string]: Data;
}

/** One difference. Texts of files are compared line by line and shown as a unified diff. */
export interface Change {
  /** What differs, in the schema's words: `mode`, `content`, `state`. */
  readonly attribute: string;
  readonly from: ChangeValue;
  readonly to: ChangeValue;
  /** Values are not shown, only that they differ. */
  readonly sensitive?: true;
  /** Who differs from what was last applied; the engine says so where it knows. */
  readonly moved?: 'host' | 'playbook' | 'both';
}
export type ChangeValue =
  null | boolean | number | string | { readonly text: string } | { readonly bytes: number; readonly sha256: string };

/** What a host needs to undo a change without us. */
export interface Protection {
  /**
   * Files and directories that the steps may touch, absolute. They get back their content, mode, owner and times, or are
   * removed when they were not there.
   */
  readonly paths: readonly string[];
  /** State that no file holds: what `save` prints is what `restore` gets on its standard input. */
  readonly live?: readonly { readonly title: string; readonly save: Command; readonly restore: Command }[];
  /** Makes services see what was put back. Run in order, each even if one before it failed. */
  readonly reload?: readonly { readonly title: string; readonly command: Command }[];
  /** Nothing means that a new connection alone tells whether the change holds. */
  readonly trial?: Trial;
}

/** How a host finds out by itself whether a change holds: in one command, which finishes without us and undoes what failed. */
export interface Trial {
  /**
   * Judges the change before anything is touched: of these directories and files a copy is made with the new ones in it, and
   * their names in the copy's files are changed to its own. The check finds the copy's root in `$staged`.
   */
  readonly staged?: { readonly paths: readonly string[]; readonly check: Command };
  /** Looks, before the first step, at what the proofs will compare with: it sets variables of the shell. */
  readonly before?: Command;
  /** Behind the steps, in order; the first that fails undoes all of them. */
  readonly proofs: readonly { readonly title: string; readonly command: Command }[];
  /** Says on stderr what speaks for the failure: the end of a log. */
  readonly evidence?: Command;
  /** Who has the last word: the proofs, or a new connection after them. */
  readonly settledBy: 'host' | 'connection';
}

/** What the engine does to a host, in order, stopping at the first failure. */
export type Step =
  | {
      readonly type: 'run';
      /** For people, in the infinitive: `install nginx`. */
      readonly title: string;
      readonly command: Command;
      readonly stdin?: Uint8Array;
      readonly timeoutMs?: number;
      /**
       * What its success changes, absolute, and nothing besides; `facts/account-entries.ts` names entries of the files of accounts.
       * Nothing means that it may change anything.
       */
      readonly touches?: readonly string[];
      /** Package managers must finish when the line is cut; nothing means `kill`. */
      readonly onDisconnect?: 'finish' | 'kill';
      /** Lines of apt's status (`pmstatus:NAME:PERCENT:WHAT`) on stdout are its progress and no part of its output. */
      readonly progress?: 'apt-status';
    }
  | {
      /**
       * A question that the host answers and the controller replies to: what only one side may hold (a key) is used there, without
       * either side seeing it.
       */
      readonly type: 'exchange';
      /** For people, in the infinitive: `have a certificate signed`. */
      readonly title: string;
      /** Prints what the controller is to reply to: hostile input. */
      readonly ask: Command;
      /** @throws Error with a reason for people, when there is no reply to that; then nothing more is done */
      readonly reply: (said: Uint8Array) => Promise<Uint8Array>;
      /** Gets the reply on its standard input. */
      readonly finish: Command;
    }
  | (Placed & { readonly type: 'write'; readonly content: Uint8Array })
  | (Placed & {
      /**
       * The same for content that is not held in memory: it travels on a line of its own into a part file beside `path`,
       * behind what an earlier run has left there, and is checked whole by its digest before anything is done with it.
       */
      readonly type: 'upload';
      readonly content: ContentSource;
    })
  | {
      /**
       * Makes a directory and those above it that are missing. All new ones get these attributes; they are closed to
       * others until then.
       */
      readonly type: 'directory';
      readonly path: string;
      /** Octal, four digits. */
      readonly mode: string;
      readonly owner?: string;
      readonly group?: string;
    }
  | {
      readonly type: 'remove';
      readonly path: string;
      /** Without it only a file, a link or an empty directory is removed. */
      readonly recursive?: boolean;
    };

/**
 * Replaces or creates a regular file atomically: temporary name in the same directory, fsync, attributes, check,
 * rename. Where `path` is a symbolic link, what it points to is replaced and the link stays.
 */
export interface Placed {
  readonly path: string;
  /** Octal, four digits: `0644`. Nothing keeps an existing file's mode, or gives 0644 to a new one. */
  readonly mode?: string;
  /** Nothing keeps an existing file's owner. */
  readonly owner?: string;
  readonly group?: string;
  /** Command that judges the staged file; `%s` in it is the staged path. Not 0 refuses the change. */
  readonly validate?: string;
  /** Keep the old content beside it as `NAME.YYYY-MM-DDThhmmss~`. */
  readonly backup?: boolean;
  /** A symbolic link at `path` is itself replaced by the file. */
  readonly link?: 'replace';
}

/** The wanted state cannot be reached from the observed one. The message says why and what to do. */
export class CannotConverge extends Error {
  override readonly name = 'CannotConverge';
  /** The change would cut off this very session. */
  readonly lockOut: boolean;

  constructor(message: string, options: { readonly lockOut?: true } = {}) {
    super(message);
    this.lockOut = options.lockOut === true;
  }
}

/** An argument is wrong in a way that its schema cannot say. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
  readonly argument: string;
  readonly hint: string | undefined;

  constructor(argument: string, message: string, hint?: string) {
    super(message);
    this.argument = argument;
    this.hint = hint;
  }
}
