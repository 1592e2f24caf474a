import { HostError } from '../diagnostics/errors.ts';
import { chooseEngine } from './choose-engine.ts';
import type { Engine, EngineKind } from './engine.ts';
import { nameServerArguments, resolverFiles } from './name-servers.ts';
import { resourceLimits } from './resource-limits.ts';
import { succeed } from './succeed.ts';

/**
 * The engine that is there, made ready for this machine.
 * @throws HostError `lab-failed` when there is none
 */
export async function findEngine(options: {
  readonly engine?: EngineKind | undefined;
  readonly signal?: AbortSignal | undefined;
}): Promise<Engine> {
  const choice = await chooseEngine(options);
  if ('why' in choice) throw new HostError('lab-failed', `no container engine for the lab: ${choice.why}`);
  if (!choice.installed) {
    throw new HostError('lab-failed', 'no container engine for the lab: podman is not installed', {
      hint: '`rackwright lab up` installs it',
    });
  }
  const { kind, command, asRoot } = choice;
  if (kind === 'docker') return { kind, command, asRoot, runArguments: nameServerArguments(await resolverFiles()) };
  const [runtime, runArguments] = await Promise.all([podmanRuntime(command, options.signal), resourceLimits()]);
  return { kind, command: [...command, ...runtime], asRoot, runArguments };
}

/** crun refuses the old and the hybrid layout of cgroups; runc takes them all. */
async function podmanRuntime(command: readonly string[], signal: AbortSignal | undefined): Promise<readonly string[]> {
  const format = '{{.Host.OCIRuntime.Name}} {{.Host.CgroupsVersion}}';
  const info = await succeed('ask podman about this machine', [...command, 'info', '--format', format], { signal });
  return info.trim() === 'crun v1' ? ['--runtime', 'runc'] : [];
}
