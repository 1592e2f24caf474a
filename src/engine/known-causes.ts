/** A cause of failures that is met again and again on hosts, and what to do about it. */
export interface KnownCause {
  /** For people who look for it in tests and documentation. */
  readonly name: string;
  /** Found in what the command said: stderr, then stdout. In the words of Debian's tools, GNU and busybox. */
  readonly said?: RegExp;
  /** Or told by the status alone. */
  readonly exitCode?: number;
  readonly hint: string;
}

/**
 * The commonest causes, the most particular first: `Permission denied` is said of many things. Where nothing is sure the
 * hint asks; it never claims more than the words say.
 */
export const knownCauses: readonly KnownCause[] = [
  {
    name: 'apt-locked',
    said: /Could not get lock \S+\. It is held by|frontend lock was locked|is another process using it\?|Unable to lock directory/,
    hint: 'another package manager is running there (unattended-upgrades, mostly): wait until it is done (`ps -C apt,apt-get,dpkg`), never delete its lock',
  },
  {
    name: 'dpkg-interrupted',
    said: /dpkg was interrupted, you must manually run|dpkg --configure -a/,
    hint: 'an installation was cut off there: run `dpkg --configure -a` on the host and look at what it says',
  },
  {
    name: 'needs-root',
    said: /are you root\?|must be run as root|requires? (?:superuser|root) (?:access|privileges)|only root (?:can|may)/i,
    hint: 'this needs root: set `become: true` on the task or play, or `--become`',
  },
  {
    name: 'sudo-no-terminal',
    said: /sudo: (?:sorry, )?(?:you must have|a terminal is required|no tty present)/,
    hint: 'a `sudo` inside of the command has no terminal: use `become: true` on the task instead, or switch `requiretty` off for this user',
  },
  {
    name: 'sudo-password',
    said: /sudo: .*(?:a password is required|incorrect password|no password was provided)|is not in the sudoers file|not allowed to execute/,
    hint: 'a `sudo` inside of the command wants a password or is not allowed: use `become: true` on the task instead, with --ask-become-pass where one is needed',
  },
  {
    name: 'packages-held',
    said: /Held packages were changed/,
    hint: 'a package is held (`apt-mark showhold`): release it with `apt-mark unhold NAME`, or leave it out',
  },
  {
    name: 'package-version-missing',
    said: /E: Version '[^']+' for '[^']+' was not found/,
    hint: '`apt-cache policy NAME` shows the versions that the host’s sources have; read the lists anew with `update_cache: true`',
  },
  {
    name: 'package-missing',
    said: /Unable to locate package|has no installation candidate|No package .* available|unable to select packages/i,
    hint: 'the host’s sources do not have it under this name: is the list of packages old (`update_cache: true`), or a source missing (`apt_repository`)?',
  },
  {
    name: 'package-dependencies',
    said: /have unmet dependencies|you have held broken packages|dependency problems/,
    hint: 'it needs packages that cannot be installed together with what is there: `apt-get -s install NAME` on the host tells which',
  },
  {
    name: 'package-script-failed',
    said: /installed \S+ package (?:pre|post)-(?:installation|removal) script subprocess|Sub-process \/usr\/bin\/dpkg returned an error code/,
    hint: 'a package’s own script failed, perhaps that of another package that was half installed: `dpkg --audit` names it, `dpkg --configure -a` tries again',
  },
  {
    name: 'repository-not-signed',
    said: /is not signed\.|NO_PUBKEY|The following signatures (?:couldn't be verified|were invalid)/,
    hint: 'apt does not know the key of this source: give it with `apt_key`, and name that in `signed_by` of `apt_repository`',
  },
  {
    name: 'clock-wrong',
    said: /certificate is not yet valid|not yet activated|Release file for \S+ is not valid yet/i,
    hint: 'valid only later, says the host: is its clock right (`date`, `timedatectl`)?',
  },
  {
    name: 'certificate-expired',
    said: /certificate has expired|Release file for \S+ is expired/i,
    hint: 'it has expired, says the host: renew it, unless the host’s clock is wrong (`date`)',
  },
  {
    name: 'certificate-untrusted',
    said: /certificate problem: (?:unable to get local issuer|self.signed)|server certificate verification failed|certificate of .* is not trusted/i,
    hint: 'the host does not trust who signed the certificate: is `ca-certificates` installed, and an own authority in /usr/local/share/ca-certificates?',
  },
  {
    name: 'no-name-service',
    said: /Temporary failure (?:in name resolution|resolving)|Could not resolve|unable to resolve host|Name or service not known|bad address '/i,
    hint: 'the host cannot resolve the name: is it spelled right, does /etc/resolv.conf name a server that answers, does the host have a network?',
  },
  {
    name: 'no-network',
    said: /Network is unreachable|No route to host/i,
    hint: 'the host has no way there: `ip route` on the host; does it need a proxy?',
  },
  {
    name: 'host-key',
    said: /Host key verification failed/,
    hint: 'the host itself does not know the key of the server that it connects to: put it into known_hosts there (`ssh-keyscan` elsewhere, compared), for the user that runs the command',
  },
  {
    name: 'key-refused',
    said: /Permission denied \((?:publickey|password|keyboard|gssapi)/,
    hint: 'the server that the host connects to takes none of its keys: which user runs the command, and which key does that have there?',
  },
  {
    name: 'address-in-use',
    said: /Address already in use|bind\(\) to \S+ failed \(98/i,
    hint: 'another process listens there already: `ss -ltnp` on the host shows which',
  },
  {
    name: 'connection-refused',
    said: /Connection refused|Couldn't connect to server|Failed to connect to \S+ port/i,
    hint: 'nothing listens at that address and port: is the service up, and does it listen on this address (`ss -ltn`)?',
  },
  {
    name: 'unit-masked',
    said: /Unit (?:file )?\S+ is masked/,
    hint: 'somebody switched the unit off for good: `systemctl unmask NAME`, or `service: {name: …, masked: false}`',
  },
  {
    name: 'unit-missing',
    said: /Unit (?:file )?\S+ (?:not found|does not exist|could not be found|not loaded)/,
    hint: 'there is no such unit: is its package installed, and is the name right (`systemctl list-unit-files`)?',
  },
  {
    name: 'unit-broken',
    said: /has a bad unit file setting/,
    hint: 'the unit’s file has a mistake: `systemd-analyze verify NAME` shows it',
  },
  {
    name: 'unit-failed',
    said: /Job for \S+ failed because|Job for \S+ (?:canceled|timed out)/,
    hint: 'the service did not start; why, it says in its journal: `journalctl -u NAME -n 50`',
  },
  {
    name: 'disk-full',
    said: /No space left on device|ENOSPC/,
    hint: 'the file system is full, of bytes (`df -h`) or of files (`df -i`)',
  },
  {
    name: 'quota',
    said: /Disk quota exceeded/,
    hint: 'this user’s quota is used up: `quota -s` and `repquota` show it',
  },
  {
    name: 'read-only',
    said: /Read-only file system/,
    hint: 'mounted read-only, on purpose (`findmnt`) or by the kernel after errors of the disk (`dmesg`)',
  },
  {
    name: 'file-busy',
    said: /Text file busy/,
    hint: 'a program that runs cannot be overwritten: replace it by renaming (`copy` does), or stop it first',
  },
  {
    name: 'immutable',
    said: /: Operation not permitted/,
    hint: 'refused even to root, where root it is: a file that is immutable (`lsattr`; `chattr -i` releases it), a container or a security module; else `become: true` may be missing',
  },
  {
    name: 'mount-busy',
    said: /target is busy|Device or resource busy/,
    hint: 'something uses it: `fuser -vm PATH` or `lsof +f -- PATH` shows what',
  },
  {
    name: 'no-such-user',
    said: /invalid user|no such user|user '?\S+'? does not exist|unknown user/i,
    hint: 'the host has no such user: make it first (`user`), or its package, which brings it',
  },
  {
    name: 'no-such-group',
    said: /invalid group|group '?\S+'? does not exist|unknown group/i,
    hint: 'the host has no such group: make it first (`group`), or its package, which brings it',
  },
  {
    name: 'out-of-memory',
    said: /Cannot allocate memory|memory exhausted|MemoryError|Out of memory/i,
    hint: 'not enough memory: `free -m`; is a limit set (`ulimit -v`, MemoryMax of the unit)?',
  },
  {
    name: 'cannot-execute',
    exitCode: 126,
    hint: 'it is there but cannot be run: is it executable (`chmod +x`), on a file system that is mounted `noexec` (`findmnt -T PATH`), and for this processor?',
  },
  {
    name: 'interpreter-missing',
    said: /required file not found|bad interpreter/,
    hint: 'the program that its first line (`#!…`) names is not there; line ends of Windows have the same effect',
  },
  {
    name: 'command-missing',
    exitCode: 127,
    hint: 'there is no such program in PATH: is its package installed, and is it in /usr/sbin, which a plain user’s PATH lacks?',
  },
  {
    name: 'check-killed',
    said: /the check was killed by signal 9 /,
    hint: 'something killed it, mostly the kernel when memory ran out (`dmesg | grep -i oom`): the content may be good all the same',
  },
  {
    name: 'killed',
    exitCode: 137,
    hint: 'it was killed (SIGKILL), by the kernel when memory ran out (`dmesg | grep -i oom`), or by somebody',
  },
  { name: 'timed-out', exitCode: 124, hint: '`timeout` ended it; is it waiting for an answer or a lock?' },
  { name: 'segfault', exitCode: 139, hint: 'it crashed (SIGSEGV): a broken program or library; `dmesg` may tell more' },
  {
    name: 'permission-denied',
    said: /Permission denied/i,
    hint: 'this user may not: is `become: true` missing, or a directory above closed (`namei -l PATH`)?',
  },
];
