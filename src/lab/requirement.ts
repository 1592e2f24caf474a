import { access, constants } from 'node:fs/promises';
import path from 'node:path';

/** Something that the controller must have. Any one of `anyOf` will do: a program's name, or a file's absolute path. */
export interface Requirement {
  readonly anyOf: readonly string[];
  /** Debian's package that brings it. */
  readonly package: string;
}

export const sshRequirements: readonly Requirement[] = [
  { anyOf: ['ssh'], package: 'openssh-client' },
  { anyOf: ['ssh-keygen'], package: 'openssh-client' },
];

export const podmanRequirements: readonly Requirement[] = [
  { anyOf: ['podman'], package: 'podman' },
  { anyOf: ['conmon', '/usr/libexec/podman/conmon', '/usr/lib/podman/conmon'], package: 'conmon' },
  { anyOf: ['runc', 'crun'], package: 'runc' },
  {
    anyOf: [
      '/usr/lib/podman/netavark',
      '/usr/libexec/podman/netavark',
      '/usr/lib/cni/bridge',
      '/usr/libexec/cni/bridge',
      '/opt/cni/bin/bridge',
    ],
    package: 'netavark',
  },
  // netavark drives it for the bridge's address translation.
  { anyOf: ['iptables', 'nft'], package: 'iptables' },
];

/** For building the base image where no image registry can be reached. */
export const bootstrapRequirements: readonly Requirement[] = [
  { anyOf: ['mmdebstrap'], package: 'mmdebstrap' },
  { anyOf: ['/usr/share/keyrings/debian-archive-keyring.gpg'], package: 'debian-archive-keyring' },
];

/** The packages that bring what is missing, each once. */
export async function missingPackages(requirements: readonly Requirement[]): Promise<readonly string[]> {
  const found = await Promise.all(
    requirements.map(async ({ anyOf }) => (await Promise.all(anyOf.map(exists))).includes(true)),
  );
  return [...new Set(requirements.filter((_, index) => found[index] === false).map((each) => each.package))];
}

async function exists(nameOrPath: string): Promise<boolean> {
  // Administration programs are often not on a user's path, but on root's.
  const directories = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin'];
  const candidates = path.isAbsolute(nameOrPath)
    ? [nameOrPath]
    : directories.filter((each) => path.isAbsolute(each)).map((each) => path.join(each, nameOrPath));
  const mode = path.isAbsolute(nameOrPath) ? constants.R_OK : constants.X_OK;
  const answers = await Promise.all(
    candidates.map(async (each) =>
      access(each, mode).then(
        () => true,
        () => false,
      ),
    ),
  );
  return answers.includes(true);
}
