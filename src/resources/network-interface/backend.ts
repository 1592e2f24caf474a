import type { NetworkManager } from '../../facts/interface-managers.ts';
import type { Command } from '../../shell.ts';
import type { WantedInterface } from './wanted.ts';

/** One of the programs that set up interfaces. */
export interface InterfaceBackend {
  readonly name: NetworkManager & WantedInterface['backend'];
  /** The file that describes an interface, and nothing else. */
  readonly path: (name: string) => string;
  /** netplan's files may hold keys. */
  readonly mode: '0644' | '0600';
  readonly text: (wanted: WantedInterface) => string;
  /** Judges a staged file, `%s`, as `write` does. */
  readonly validate: ((path: string) => string) | undefined;
  /** Sets the interface up as the files say, and waits until it has these addresses. */
  readonly apply: (name: string, addresses: readonly string[]) => Command;
}
