import { runArguments } from './container-arguments.ts';
import type { LabContainer } from './container-list.ts';
import { listContainers } from './container-list.ts';
import type { Engine } from './engine.ts';
import type { LabImageSource } from './image.ts';
import { ensureImage, labImage } from './image.ts';
import type { InstallPolicy } from './install-packages.ts';
import type { LabHost, LabImage, LabPlan } from './plan.ts';
import { reconcile } from './reconcile.ts';
import { removeContainers } from './remove-containers.ts';
import { succeed } from './succeed.ts';
import { together } from './together.ts';

/**
 * Makes the plan's containers run, whatever is there. Builds their image if one must be made.
 * @throws HostError `lab-failed`
 */
export async function convergeHosts(
  engine: Engine,
  plan: LabPlan,
  network: string,
  options: {
    readonly say: (message: string) => void;
    readonly install: InstallPolicy;
    readonly signal?: AbortSignal;
  },
): Promise<void> {
  const { say, signal } = options;
  const todo = reconcile(plan, await listContainers(engine, plan.name, signal));
  const jobs = [
    ...todo.start.map((each) => wake(engine, each, 'start', say)),
    ...todo.resume.map((each) => wake(engine, each, 'unpause', say)),
  ];
  for (const [wanted, named] of namesByImage(plan)) {
    const image = await labImage(wanted, signal);
    const old = todo.keep.filter((each) => named.has(each.host) && each.recipe !== image.recipe.digest);
    for (const { host } of old)
      say(`${host} was made from another recipe and is kept; "lab down" first makes a new one`);
    const hosts = todo.make.filter((host) => named.has(host.name));
    if (hosts.length > 0) await ensureImage(engine, image, options);
    jobs.push(...hosts.map((host) => make(engine, plan, network, host, image, say)));
  }
  await removeContainers(engine, todo.remove);
  await together(jobs, signal);
}

function wake(engine: Engine, container: LabContainer, verb: 'start' | 'unpause', say: (message: string) => void) {
  return async () => {
    await succeed(`${verb} ${container.host}`, [...engine.command, verb, container.id]);
    say(`${container.host}: started again`);
  };
}

function make(
  engine: Engine,
  plan: LabPlan,
  network: string,
  host: LabHost,
  image: LabImageSource,
  say: (message: string) => void,
) {
  const request = { engine: engine.kind, lab: plan.name, network, host, machine: engine.runArguments };
  const words = runArguments({ ...request, image: image.reference, recipe: image.recipe.digest });
  return async () => {
    await succeed(`make ${host.name}`, [...engine.command, ...words]);
    say(`${host.name}: made`);
  };
}

function namesByImage(plan: LabPlan): ReadonlyMap<LabImage, ReadonlySet<string>> {
  const names = new Map<LabImage, Set<string>>();
  for (const { name, image = 'bookworm' } of plan.hosts) names.set(image, (names.get(image) ?? new Set()).add(name));
  return names;
}
