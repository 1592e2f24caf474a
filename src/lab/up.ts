import { checkPlan } from './check-plan.ts';
import { chooseEngine } from './choose-engine.ts';
import { listContainers } from './container-list.ts';
import { convergeHosts } from './converge-hosts.ts';
import type { Engine, EngineKind } from './engine.ts';
import { findEngine } from './find-engine.ts';
import { allowInotify } from './inotify.ts';
import type { InstallPolicy } from './install-packages.ts';
import { installPackages } from './install-packages.ts';
import { ensureKey, writeKnownHosts } from './keys.ts';
import { listNetworks, makeNetwork, removeNetworks } from './network.ts';
import type { LabPlan } from './plan.ts';
import { removeContainers } from './remove-containers.ts';
import { missingPackages, podmanRequirements, sshRequirements } from './requirement.ts';
import { settleHost } from './settle-host.ts';
import type { LabStatus } from './status.ts';
import { labStatus } from './status.ts';
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
  await convergeHosts(engine, plan, network, options);
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
