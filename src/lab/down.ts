import { checkPlan } from './check-plan.ts';
import { listContainers } from './container-list.ts';
import type { EngineKind } from './engine.ts';
import { findEngine } from './find-engine.ts';
import { removeKeys } from './keys.ts';
import { listNetworks, removeNetworks } from './network.ts';
import type { LabPlan } from './plan.ts';
import { removeContainers } from './remove-containers.ts';

/**
 * Removes everything that `labUp` made under this name, also of a lab that is half made or whose plan has changed since.
 * Only the image stays, for next time. May be repeated.
 * @throws HostError `lab-failed`
 */
export async function labDown(
  plan: LabPlan,
  options: { readonly say: (message: string) => void; readonly signal?: AbortSignal; readonly engine?: EngineKind },
): Promise<void> {
  checkPlan(plan);
  const { say, signal } = options;
  const engine = await findEngine(options);
  const containers = await listContainers(engine, plan.name, signal);
  await removeContainers(engine, containers);
  await removeNetworks(engine, await listNetworks(engine, plan.name, signal));
  await removeKeys(plan);
  say(
    containers.length === 0
      ? `the lab ${plan.name} has no hosts`
      : `removed ${containers.map((each) => each.host).join(', ')}`,
  );
}
