import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { verbatim } from '../shell.ts';
import { outputLines } from './output-lines.ts';

/** The TCP connection that the commands of this host come in by, as sshd saw it. */
export interface SshSession {
  readonly clientAddress: string;
  readonly clientPort: number;
  readonly serverAddress: string;
  readonly serverPort: number;
}

/**
 * Nothing when the host is not reached over ssh. Source: SSH_CONNECTION (ssh(1)). sudo drops it, so then the environments
 * of the processes above are asked, which root may read.
 */
export const sshSession: FactKind<null, SshSession | undefined> = {
  name: 'sshSession',
  identity: () => '',
  script: () =>
    verbatim(`
session=\${SSH_CONNECTION-}
pid=$PPID
while [ -z "$session" ] && [ "\${pid:-0}" -gt 1 ]; do
  session=$({ tr '\\0' '\\n' <"/proc/$pid/environ" | sed -n 's/^SSH_CONNECTION=//p' | head -n 1; } 2>/dev/null)
  pid=$(sed -n 's/^PPid:[^0-9]*//p' "/proc/$pid/status" 2>/dev/null)
done
printf '%s\\n' "$session"`),
  parse: (stdout) => {
    const [line, ...rest] = outputLines(stdout);
    if (line === undefined || rest.length > 0) throw new FactError('sshSession: the answer is not one line');
    const [, clientAddress = '', clientPort, serverAddress = '', serverPort] =
      /^([0-9A-Fa-f:.]+)(?:%\S+)? (\d{1,5}) ([0-9A-Fa-f:.]+)(?:%\S+)? (\d{1,5})$/.exec(line) ?? [];
    if (clientAddress === '') return [undefined];
    return [{ clientAddress, clientPort: Number(clientPort), serverAddress, serverPort: Number(serverPort) }];
  },
};
