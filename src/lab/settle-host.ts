import { HostError } from '../diagnostics/errors.ts';
import { sh } from '../shell.ts';
import type { Engine } from './engine.ts';
import { execute } from './execute.ts';
import type { LabHost } from './plan.ts';
import { labUser } from './plan.ts';
import { sshBanner } from './ssh-banner.ts';

/**
 * Waits until a host has booted, lets the lab's key in, and reads the host's keys by way of the engine: no network in
 * between, nothing to trust on first use. May be repeated.
 * @returns lines for `known_hosts`
 * @throws HostError `lab-failed`
 */
export async function settleHost(
  engine: Engine,
  host: LabHost,
  containerId: string,
  publicKey: string,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const exec = [...engine.command, 'exec', '--interactive', containerId, 'sh', '-c', settleScript.text];
  const { exitCode, stdout, stderr } = await execute(exec, { signal, stdin: `${publicKey}\n`, timeoutMs: bootMs });
  if (exitCode !== 0) throw failed(host, `did not boot: ${(stderr.trim() === '' ? stdout : stderr).trim()}`);
  const lines = knownHostsLines(host.address, stdout);
  if (lines.length === 0) throw failed(host, 'has no host key');
  if (!(await answers(host.address, signal)))
    throw failed(host, `runs, but nothing answers on port 22 of ${host.address}`);
  return lines;
}

/** Pure. What sshd's public key files mean for `known_hosts`; everything else that the host said is dropped. */
export function knownHostsLines(address: string, output: string): readonly string[] {
  return output.split('\n').flatMap((line) => {
    const key = /^((?:ssh|ecdsa)-[a-z0-9-]{1,40}) ([A-Za-z0-9+/]{20,2000}={0,2})(?: |$)/.exec(line);
    return key === null ? [] : [`${address} ${key[1] ?? ''} ${key[2] ?? ''}`];
  });
}

/** Booting takes a second; on a machine that is busy with thirty others, more. */
const bootMs = 120_000;

/**
 * systemd's socket is there before it answers. "degraded" is fine: a service of the user's own may have failed.
 */
const settleScript = sh`
set -u
IFS= read -r key
tries=0
until [ -S /run/systemd/private ] || [ "$tries" -ge 600 ]; do tries=$((tries + 1)); sleep 0.1; done
state=$(systemctl is-system-running --wait)
case $state in running | degraded) ;; *) systemctl list-jobs; echo "systemd says $state" >&2; exit 1 ;; esac
home=/home/${labUser}/.ssh
file=$home/authorized_keys
if ! grep -qxF -e "$key" "$file" 2> /dev/null; then
  install -d -m 700 -o ${labUser} -g ${labUser} "$home" && printf '%s\\n' "$key" >> "$file" || exit 1
  chown ${labUser}:${labUser} "$file" && chmod 600 "$file" || exit 1
fi
cat /etc/ssh/ssh_host_*_key.pub
`;

async function answers(address: string, signal?: AbortSignal): Promise<boolean> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    signal?.throwIfAborted();
    if ((await sshBanner(address, 2_000)) !== undefined) return true;
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function failed(host: LabHost, what: string): HostError {
  return new HostError('lab-failed', `${host.name} ${what}`, {
    hint: `look inside with \`podman exec -it …\`, or start afresh: \`rackwright lab down\`, then \`rackwright lab up\``,
  });
}
