import type { InterfaceManagers } from '../../facts/interface-managers.ts';
import type { InterfaceState } from '../../facts/interface-state.ts';
import type { SshSession } from '../../facts/ssh-session.ts';
import type { InterfaceBackend } from './backend.ts';

export interface ObservedInterface {
  readonly state: InterfaceState;
  readonly managers: InterfaceManagers;
  readonly session: SshSession | undefined;
  readonly backend: InterfaceBackend;
  /** Text of the backend's file; nothing when there is none. */
  readonly text: string | undefined;
  /** Whether names given to ifupdown reach anybody. */
  readonly resolvconf: boolean;
}
