import type { FileState } from '../../facts/file-state.ts';
import type { ServiceState } from '../../facts/service-state.ts';
import type { SshdSettings } from '../../facts/sshd-settings.ts';
import type { Visitor } from './visitor.ts';

export interface ConfigFiles {
  readonly state: FileState;
  readonly text: string | undefined;
  /** What sshd would do by its files, and what it would do if the wanted options came first. */
  readonly now: SshdSettings;
  readonly wanted: SshdSettings;
}

export interface ObservedSshdConfig extends ConfigFiles {
  readonly visitor: Visitor | undefined;
  /** What it would do for the visitor if the wanted options came first; asked only when something is to be done. */
  readonly here: SshdSettings | undefined;
  /** Debian's name and everybody else's. */
  readonly units: readonly ServiceState[];
}
