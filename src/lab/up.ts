import { checkPlan } from './check-plan.ts';
import { chooseEngine } from './choose-engine.ts';
import { runArguments } from './container-arguments.ts';
import type { LabContainer } from './container-list.ts';
import { listContainers } from './container-list.ts';
import type { Engine, EngineKind } from './engine.ts';
import { findEngine } from './find-engine.ts';
import type { LabImageSource } from './image.ts';
import { ensureImage, labImage } from './image.ts';
import { allowInotify } from './inotify.ts';
import type { InstallPolicy } from './install-packages.ts';
import { installPackages } from './install-packages.ts';
import { ensureKey, writeKnownHosts } from './keys.ts';
import { listNetworks, makeNetwork, removeNetworks } from './network.ts';
import type { LabHost, LabImage, LabPlan } from './plan.ts';
import { reconcile } from './reconcile.ts';
import { removeContainers } from './remove-containers.ts';
import { missingPackages, podmanRequirements, sshRequirements } from './requirement.ts';
import { settleHost } from './settle-host.ts';
import type { LabStatus } from './status.ts';
import { labStatus } from './status.ts';
import { succeed } from './succeed.ts';
import { together } from './together.ts';

export interface LabUpOptions {
  /** Progress for people, a line each. */
  readonly say: (message: string) => void;
  readonly install: InstallPolicy;
  readonly signal?: AbortSignal;
  /** Nothing means: whichever is there, podman first. */
  readonly engine?: EngineKind;
}

/**
 * Makes the plan's hosts run and answer, from whatever state they are in. May be repeated: running hosts are kept,
 * stopped ones started, half-made ones made again.
 * @throws InputError for a plan that no lab could have; HostError `lab-failed` with what each failed host said
 */
export async function labUp(plan: LabPlan, options: LabUpOptions): Promise<LabStatus> {
  checkPlan(plan);
  const { signal } = options;
  const engine = await prepareEngine(options);
  await allowInotify(plan.hosts.length, { asRoot: engine.asRoot, say: options.say });
  const publicKey = await ensureKey(plan, signal);
  const network = await ensureNetwork(engine, plan, options);
  await converge(engine, plan, network, options);
  await writeKnownHosts(plan, await settle(engine, plan, publicKey, options));
  return labStatus(plan, { engine: engine.kind, ...(signal === undefined ? {} : { signal }) });
}

async function prepareEngine(options: LabUpOptions): Promise<Engine> {
  const choice = await chooseEngine(options);
  if (!('why' in choice)) {
    const requirements = choice.kind === 'podman' ? [...podmanRequirements, ...sshRequirements] : sshRequirements;
    await installPackages(await missingPackages(requirements), { ...options, asRoot: choice.asRoot });
  }
  return findEngine(options);
}

async function ensureNetwork(engine: Engine, plan: LabPlan, options: LabUpOptions): Promise<string> {
  const { say, signal } = options;
  const networks = await listNetworks(engine, plan.name, signal);
  const fitting = networks.find((each) => each.subnet === plan.subnet);
  if (fitting !== undefined) return fitting.name;
  if (networks.length > 0) {
    say(`the lab moves to ${plan.subnet}: its hosts are made again`);
    await removeContainers(engine, await listContainers(engine, plan.name, signal));
    await removeNetworks(engine, networks);
  }
  signal?.throwIfAborted();
  return makeNetwork(engine, plan);
}

async function converge(engine: Engine, plan: LabPlan, network: string, options: LabUpOptions): Promise<void> {
  const { say, signal } = options;
  const todo = reconcile(plan, await listContainers(engine, plan.name, signal));
  const images = await imagesFor(plan, signal);
  for (const suite of new Set(todo.make.map(suiteOf))) {
    const image = images.get(suite);
    if (image !== undefined) await ensureImage(engine, image, options);
  }
  const recipes = new Set([...images.values()].map((image) => image.recipe.digest));
  for (const each of todo.keep) {
    if (!recipes.has(each.recipe))
      say(`${each.host} was made from another recipe and is kept; "lab down" first gives a new one`);
  }
  await removeContainers(engine, todo.remove);
  const change = (verb: 'start' | 'unpause') => (each: LabContainer) => async () => {
    await succeed(`${verb} ${each.host}`, [...engine.command, verb, each.id]);
    say(`${each.host}: started again`);
  };
  const make = (host: LabHost) => async () => {
    const image = images.get(suiteOf(host));
    if (image === undefined) return;
    const request = { engine: engine.kind, lab: plan.name, network, host, limits: engine.limits };
    const words = runArguments({ ...request, image: image.reference, recipe: image.recipe.digest });
    await succeed(`make ${host.name}`, [...engine.command, ...words]);
    say(`${host.name}: made`);
  };
  await together(
    [...todo.start.map(change('start')), ...todo.resume.map(change('unpause')), ...todo.make.map(make)],
    signal,
  );
}

async function settle(
  engine: Engine,
  plan: LabPlan,
  publicKey: string,
  options: LabUpOptions,
): Promise<readonly string[]> {
  const ids = new Map((await listContainers(engine, plan.name, options.signal)).map((each) => [each.host, each.id]));
  const lines = await together(
    plan.hosts.map((host) => async () => {
      const hostKeys = await settleHost(engine, host, ids.get(host.name) ?? '', publicKey, options.signal);
      options.say(`${host.name}: ready at ${host.address}`);
      return hostKeys;
    }),
    options.signal,
  );
  return lines.flat();
}

async function imagesFor(plan: LabPlan, signal?: AbortSignal): Promise<ReadonlyMap<LabImage, LabImageSource>> {
  const suites = [...new Set(plan.hosts.map(suiteOf))];
  return new Map(await Promise.all(suites.map(async (suite) => [suite, await labImage(suite, signal)] as const)));
}

function suiteOf(host: LabHost): LabImage {
  return host.image ?? 'bookworm';
}
