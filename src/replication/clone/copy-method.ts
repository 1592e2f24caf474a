import type { Command } from '../../shell.ts';
import type { Member } from '../member.ts';
import type { ReplicationSettings } from '../settings.ts';

/** CONTRACT: how servers of one family are copied from host to host while they run. `copy-mariadb.ts` and `copy-mysql.ts` are the two. */
export interface CopyMethod {
  /** Directory of the target in which a copy arrives, and the data in it. Beside the target's own data, on the same file system. */
  readonly incoming: string;
  readonly data: string;
  /** The target's own server must run for it. */
  readonly needsServer: boolean;
  /**
   * Brings the copy there; whole when it returns.
   * @throws HostError else; what has arrived is of no use then, and harms nobody
   */
  fetch(copy: Copy): Promise<void>;
  /** Shell text on the target, in `incoming`: makes of what has arrived data that a server can start with. Leaves its position in `$position`. */
  readonly prepare: Command;
  /** Shell text on the target: tells the started server at which position it is. */
  readonly begin: Command;
}

export interface Copy {
  readonly target: Member;
  readonly donor: Member;
  readonly account: ReplicationSettings;
}
