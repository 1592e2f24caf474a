import { execFileSync, spawnSync } from 'node:child_process';

/** Two network namespaces of this machine with a wire between them. Needs root, iproute2 and a kernel that allows it. */
export interface JoinedNamespaces {
  /** Names for `ip netns exec`. */
  readonly target: string;
  readonly peer: string;
  /** Runs sh text in one of them. */
  run(namespace: string, script: string, stdin?: Uint8Array): Ran;
  close(): void;
}

export interface Ran {
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** The target has 198.18.7.1 and 2001:db8:7::1; the peer .2 and .3, ::2 and ::3. */
export function joinNamespaces(): JoinedNamespaces {
  const [target, peer] = [`rwfw${process.pid}t`, `rwfw${process.pid}p`];
  execFileSync('sh', ['-euc', setUp, 'sh', target, peer]);
  return {
    target,
    peer,
    run: (namespace, script, stdin) => {
      const ran = spawnSync('ip', ['netns', 'exec', namespace, 'sh', '-c', script], { input: stdin ?? '' });
      return { status: ran.status, stdout: ran.stdout, stderr: ran.stderr.toString() };
    },
    close: () => {
      execFileSync('sh', ['-c', 'ip netns del "$1"; ip netns del "$2"', 'sh', target, peer]);
    },
  };
}

const setUp = `
ip netns add "$1"
ip netns add "$2"
ip -n "$1" link add wire type veth peer name wire netns "$2"
for ns in "$1" "$2"; do
  ip netns exec "$ns" sh -c 'echo 0 >/proc/sys/net/ipv6/conf/wire/accept_dad' 2>/dev/null || :
  ip -n "$ns" link set lo up
done
ip -n "$1" address add 198.18.7.1/24 dev wire
ip -n "$1" address add 2001:db8:7::1/64 dev wire nodad
for last in 2 3; do
  ip -n "$2" address add "198.18.7.$last/24" dev wire
  ip -n "$2" address add "2001:db8:7::$last/64" dev wire nodad
done
ip -n "$1" link set wire up
ip -n "$2" link set wire up
`;
