import type { EngineKind } from './engine.ts';
import { labels } from './labels.ts';
import type { LabHost } from './plan.ts';
import { initPath } from './recipe-init.ts';

/** What a host's container is made from. */
export interface ContainerRequest {
  readonly engine: EngineKind;
  readonly lab: string;
  readonly network: string;
  readonly host: LabHost;
  readonly image: string;
  readonly recipe: string;
  /** `Engine.runArguments`. */
  readonly machine: readonly string[];
}

/** Pure. The words after `podman`/`docker` that make and start one host. */
export function runArguments(request: ContainerRequest): readonly string[] {
  const { host, lab } = request;
  return [
    ...['run', '--detach', '--name', `rackwright-${lab}-${host.name}`, '--hostname', host.name],
    ...['--network', request.network, '--ip', host.address, '--mac-address', macAddress(host.address)],
    ...label(labels.lab, lab),
    ...label(labels.host, host.name),
    ...label(labels.address, host.address),
    ...label(labels.recipe, request.recipe),
    ...capabilities.flatMap((name) => ['--cap-add', name]),
    ...['--security-opt', 'seccomp=unconfined', '--security-opt', 'apparmor=unconfined'],
    // A reboot ends the container with a signal, which counts as a failure; then the engine starts it again.
    ...['--restart', 'on-failure', '--stop-signal', 'SIGRTMIN+3'],
    ...request.machine,
    ...own[request.engine],
    request.image,
    initPath,
  ];
}

/**
 * Firewalls, raw sockets and mounts; MKNOD lets a host have containers of its own, and what may be opened is ruled by its cgroup all the
 * same; SYS_BOOT makes `reboot` differ from a plain exit. Not SYS_TIME, SYS_MODULE,
 * SYS_RESOURCE: they would reach through to the controller.
 */
const capabilities = [
  'NET_ADMIN',
  'NET_RAW',
  'SYS_ADMIN',
  'MKNOD',
  'SYS_BOOT',
  'SYS_PTRACE',
  'SYS_NICE',
  'AUDIT_WRITE',
];

const own: Readonly<Record<EngineKind, readonly string[]>> = {
  podman: ['--systemd', 'always', '--security-opt', 'unmask=ALL'],
  docker: [
    ...['--security-opt', 'systempaths=unconfined', '--env', 'container=docker', '--cgroupns', 'private'],
    ...['--tmpfs', '/run', '--tmpfs', '/run/lock', '--tmpfs', '/tmp:exec'],
  ],
};

/**
 * The same for every container with this address. A host that comes back with another one would be out of reach for as
 * long as the controller remembers the old, half a minute or more.
 */
function macAddress(ipv4: string): string {
  const octets = ipv4.split('.').map((octet) => Number(octet).toString(16).padStart(2, '0'));
  // The first octet says: administered locally, one receiver.
  return ['02', '00', ...octets].join(':');
}

function label(name: string, value: string): readonly string[] {
  return ['--label', `${name}=${value}`];
}
