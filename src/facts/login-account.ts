import type { FactKind } from '../fact.ts';
import { FactError } from '../fact.ts';
import { verbatim } from '../shell.ts';
import { accountEntries, nameServices } from './account-entries.ts';
import { outputLines } from './output-lines.ts';

/** Whom this session has logged in as, whoever its commands run as. */
export interface LoginAccount {
  readonly user: string;
  readonly groups: readonly string[];
}

/**
 * Nothing when the host is not reached over ssh, or the processes above may not be looked at. Source: the outermost process above us
 * that sshd gave a connection, and its LOGNAME. One process reads the environments of all of them; numbers (`statm`) stand between them.
 */
export const loginAccount: FactKind<null, LoginAccount | undefined> = {
  name: 'loginAccount',
  identity: () => '',
  script: () =>
    verbatim(`
pid=$$
set --
while [ "\${pid:-0}" -gt 1 ]; do
  set -- "$@" "/proc/$pid/environ" "/proc/$pid/statm"
  { while read -r word value && [ "$word" != PPid: ]; do :; done; pid=$value; } 2>/dev/null <"/proc/$pid/status" || pid=
done
user=$(cat -- "$@" 2>/dev/null | tr '\\0' '\\n' | awk -F = '
/^[0-9 ]+$/ { if (ssh) user = name; ssh = 0; name = ""; next }
$1 == "SSH_CONNECTION" { ssh = 1 }
$1 == "LOGNAME" { name = $2 }
END { print user }')
case $user in '' | -* | *[!A-Za-z0-9_.-]*) echo ;; *) printf '%s %s\\n' "$user" "$(id -Gn "$user" 2>/dev/null)" ;; esac`),
  parse: (stdout) => {
    const [line, ...rest] = outputLines(stdout);
    if (line === undefined || rest.length > 0) throw new FactError('loginAccount: the answer is not one line');
    const [user = '', ...groups] = line.trim().split(/ +/);
    return [user === '' ? undefined : { user, groups }];
  },
  paths: () => ['/etc/group', nameServices],
  answerPaths: (account) => [account === undefined ? '/etc/passwd' : accountEntries.user(account.user)],
};
