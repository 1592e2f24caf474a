import type { DiagnosticCode } from '../diagnostics/codes.ts';
import type { Definition, DefinitionFinder } from '../definition.ts';
import type { Connect, HostAddress } from '../host.ts';
import type { HostPaths } from '../engine/host-paths.ts';
import type { RunAbout, RunSurroundings, RunEvent } from '../reporter.ts';
import type { Secret } from '../secret.ts';
import type { Secrets } from '../secrets.ts';

/** What commands use of the outside world and of the rooms that only `main.ts` may wire. */
export interface Tools {
  readonly version: string;
  readonly cwd: string;
  readonly places: Places;
  readonly terminal: Terminal;
  readonly hostPaths: HostPaths;
  /** Who runs this, and from where: `anna@desk7`. */
  readonly who: string;
  /** What must not be shown, by value; standard error is masked by it. */
  readonly secrets: Secrets;
  /** The page of an error code in Markdown. */
  errorPage(code: DiagnosticCode): string;
  definitions(): Promise<DefinitionFinder & { readonly all: readonly Definition[] }>;
  connector(options: ConnectorOptions): Promise<Connect>;
  /** Opens what shows a run; `secrets` are masked wherever they may have got to. */
  report(options: ReporterOptions): Promise<Report>;
  /** Collects and remembers host keys; `warn` is told of broken lines in known_hosts. */
  hostKeys(warn: (message: string) => void): Promise<HostKeys>;
  /** Rejects when the run is aborted. */
  sleep(milliseconds: number): Promise<void>;
  /** Aborted by the first Ctrl-C: start nothing new. */
  readonly stop: AbortSignal;
  /** Aborted by the second Ctrl-C: end what runs, too. */
  readonly abort: AbortSignal;
}

/** Where things lie that belong to no project; absolute directories. */
export interface Places {
  /** Of this user: `~/.config/rackwright`. */
  readonly config: string;
  /** What runs leave for later ones: `~/.local/state/rackwright`. */
  readonly state: string;
  /** Roles that come with Rackwright. */
  readonly shippedRoles: string;
}

export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Whether standard output is a terminal that shows colours. */
  readonly color: boolean;
  readonly interactive: boolean;
  /** Whether somebody can be asked: standard input is a terminal. */
  readonly attended: boolean;
  /** While a question waits for its answer, nothing else may be drawn. */
  readonly asking: boolean;
  readonly columns: number;
  readonly rows: number;
  ask(question: string): Promise<string>;
  askSecret(question: string): Promise<Secret>;
  /** Line after line of standard input, each answered before the next. */
  converse(conversation: Conversation): Promise<void>;
  /** All of standard input; at a terminal the answer to a question, unseen. */
  input(question: string): Promise<string>;
}

export interface Conversation {
  readonly prompt: string;
  /** Oldest first. */
  readonly history: readonly string[];
  /** The words that may stand in place of `part`, the end of the line. */
  complete(line: string): Promise<{ readonly words: readonly string[]; readonly part: string }>;
  answer(line: string): Promise<'end' | undefined>;
  /** Ctrl-C: gives up what runs; false when nothing does, so that it is the line which is given up. */
  interrupt(): boolean;
}

export interface ConnectorOptions {
  readonly hostKeyPolicy: 'strict' | 'accept-new';
  readonly warn: (message: string) => void;
}

export interface Report {
  emit(event: RunEvent): void;
  close(): Promise<void>;
}

export interface ReporterOptions {
  /** `text` for people, `json` for programs. */
  readonly output: 'text' | 'json';
  readonly diff: boolean;
  readonly verbose: boolean;
  readonly stats: boolean;
  readonly profile: boolean;
  /** Also keep the run in this file. */
  readonly records?: {
    readonly files: readonly string[];
    readonly about: RunAbout;
    readonly around: RunSurroundings;
  };
}

export interface HostKeys {
  /** A host's keys as it shows them, without logging in. */
  collect(address: HostAddress): Promise<readonly HostKey[]>;
  /** Adds lines to a known_hosts file; `hash` hides the names in it, the keys of the names in `forget` go first. */
  remember(
    file: string,
    lines: readonly string[],
    options: { readonly hash: boolean; readonly forget: readonly string[] },
  ): Promise<void>;
}

export interface HostKey {
  readonly type: string;
  /** `SHA256:…` */
  readonly fingerprint: string;
  /** As it would stand in known_hosts. */
  readonly line: string;
  /** The name that known_hosts has for the host. */
  readonly name: string;
  /** What known_hosts says of it today. */
  readonly verdict: string;
  /** The file that ssh_config names, and whether it wants names hashed. */
  readonly file: string | undefined;
  readonly hash: boolean;
}
