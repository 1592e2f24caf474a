import type { EngineKind } from './engine.ts';
import { execute } from './execute.ts';
import { rootAccess } from './root-access.ts';

export interface EngineChoice {
  readonly kind: EngineKind;
  /** Its program and what must stand before it. */
  readonly command: readonly string[];
  readonly asRoot: readonly string[] | undefined;
  /** False when it is still to be installed. */
  readonly installed: boolean;
}

/**
 * Which engine to use here: podman as root, else a Docker daemon that lets us in, else podman from Debian's archive.
 * Rootless podman will not do, because the controller cannot reach its containers' addresses.
 * @returns why there is none, as a sentence without a final stop
 */
export async function chooseEngine(options: {
  readonly engine?: EngineKind | undefined;
  readonly signal?: AbortSignal | undefined;
}): Promise<EngineChoice | { readonly why: string }> {
  if (process.platform !== 'linux')
    return { why: 'lab hosts are Linux containers with addresses of their own: they need Linux' };
  const { engine, signal } = options;
  const works = async (...argv: readonly string[]) =>
    (await execute(argv, { signal, timeoutMs: 10_000 })).exitCode === 0;
  const [asRoot, hasPodman] = await Promise.all([rootAccess(signal), works('podman', '--version')]);

  if (engine !== 'docker' && hasPodman && asRoot !== undefined) {
    return { kind: 'podman', command: [...asRoot, 'podman'], asRoot, installed: true };
  }
  if (engine !== 'podman') {
    for (const command of [['docker'], [...(asRoot ?? []), 'docker']]) {
      if (await works(...command, 'info')) return { kind: 'docker', command, asRoot, installed: true };
    }
    if (engine === 'docker') return { why: 'no Docker daemon answers (`docker info` fails)' };
  }
  if (hasPodman)
    return { why: 'podman needs root for hosts with addresses of their own, and sudo asks for a password' };
  if (asRoot === undefined) return { why: 'there is neither podman nor docker, and no root to install one' };
  if (!(await works('apt-get', '--version'))) return { why: 'there is neither podman nor docker' };
  return { kind: 'podman', command: [...asRoot, 'podman'], asRoot, installed: false };
}
