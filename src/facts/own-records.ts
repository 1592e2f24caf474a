import { verbatim } from '../shell.ts';
import type { Command } from '../shell.ts';

/** Shell text that sets `records` to where a host keeps what a kind must remember of it: root's apart from other users'. */
export function ownRecords(kind: 'archive' | 'unarchive'): Command {
  return verbatim(
    `if [ "$(id -u)" = 0 ]; then records=/var/lib/rackwright/${kind}; else records=\${HOME:-/nonexistent}/.local/state/rackwright/${kind}; fi`,
  );
}
