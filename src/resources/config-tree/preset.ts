/** What is known of a service's configuration: data, which a task's arguments can overrule. */
export interface Preset {
  /** Where the files lie. */
  readonly root: string;
  /** What the service reads there; the root itself when nothing is said. Files and directories. */
  readonly paths?: readonly string[];
  /** Nothing runs that would have to be told. */
  readonly unit?: string;
  /** Shell command that judges the whole; `%t` stands for the root, of the staged copy or of the real one. */
  readonly check: string;
  readonly apply: 'reload' | 'restart' | 'nothing';
  readonly probe: readonly Probe[];
  /** Files that the service logs to besides the journal. */
  readonly logs?: readonly string[];
  /** What a log must not say meanwhile: an extended regular expression. */
  readonly alarm?: string;
  /** A mistake can cut the operator off, so that a new connection has the last word. */
  readonly risk?: 'connectivity';
}

/** One thing that shows that a service works. */
export type Probe =
  | { readonly type: 'active' }
  /** Its main process has children that it did not have before. */
  | { readonly type: 'workers' }
  /** A process of the service listens on this TCP port. */
  | { readonly type: 'port'; readonly port: number }
  | { readonly type: 'url'; readonly url: string; readonly status: readonly number[] }
  | { readonly type: 'command'; readonly command: string };
