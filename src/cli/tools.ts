import type { Definition } from '../definition.ts';
import type { Connect, HostAddress } from '../host.ts';
import type { RunEvent } from '../reporter.ts';
import type { Secret } from '../secret.ts';

/** What commands use of the outside world and of the rooms that only `main.ts` may wire. */
export interface Tools {
  readonly version: string;
  readonly cwd: string;
  readonly terminal: Terminal;
  definitions(): Promise<readonly Definition[]>;
  connector(options: ConnectorOptions): Promise<Connect>;
  /** Opens what shows a run; `secrets` are masked wherever they may have got to. */
  report(options: ReporterOptions, secrets: readonly Secret[]): Promise<Report>;
  /** Host keys as the host shows them, without trusting it. */
  collectHostKeys(address: HostAddress, signal: AbortSignal): Promise<readonly HostKey[]>;
  writeKnownHosts(file: string, lines: readonly string[]): Promise<void>;
  /** Rejects when the run is aborted. */
  sleep(milliseconds: number): Promise<void>;
  /** Aborted by the first Ctrl-C: start nothing new. */
  readonly stop: AbortSignal;
  /** Aborted by the second Ctrl-C: end what runs, too. */
  readonly abort: AbortSignal;
}

export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Whether standard output is a terminal that shows colours. */
  readonly color: boolean;
  readonly interactive: boolean;
  ask(question: string): Promise<string>;
  askSecret(question: string): Promise<Secret>;
}

export interface ConnectorOptions {
  readonly hostKeyPolicy: 'strict' | 'accept-new';
  warn(message: string): void;
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
}

export interface HostKey {
  readonly type: string;
  /** `SHA256:…` */
  readonly fingerprint: string;
  /** As it would stand in known_hosts. */
  readonly line: string;
}
