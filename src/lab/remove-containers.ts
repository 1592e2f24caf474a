import type { LabContainer } from './container-list.ts';
import type { Engine } from './engine.ts';
import { succeed } from './succeed.ts';

/**
 * Ends and removes containers at once: nobody waits for a throwaway host to shut down.
 * @throws HostError `lab-failed`
 */
export async function removeContainers(engine: Engine, containers: readonly LabContainer[]): Promise<void> {
  if (containers.length === 0) return;
  const time = engine.kind === 'podman' ? ['--time', '0'] : [];
  const words = ['rm', '--force', '--volumes', ...time, ...containers.map((each) => each.id)];
  await succeed('remove the lab hosts', [...engine.command, ...words]);
}
