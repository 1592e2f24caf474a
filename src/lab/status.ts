import path from 'node:path';
import { listContainers } from './container-list.ts';
import type { EngineKind } from './engine.ts';
import { findEngine } from './find-engine.ts';
import type { LabHost, LabPlan } from './plan.ts';
import { labUser } from './plan.ts';
import { sshBanner } from './ssh-banner.ts';

export interface LabStatus {
  readonly name: string;
  readonly engine: EngineKind;
  readonly subnet: string;
  readonly user: string;
  readonly identityFile: string;
  readonly knownHostsFile: string;
  /** In the plan's order. */
  readonly hosts: readonly LabHostStatus[];
}

export interface LabHostStatus {
  readonly name: string;
  readonly address: string;
  /** `ready`: its sshd answers at its address. `starting`: it runs, but sshd does not answer (yet). */
  readonly state: 'ready' | 'starting' | 'stopped' | 'missing';
}

/**
 * Looks, and changes nothing.
 * @throws HostError `lab-failed` when there is no container engine that we may use
 */
export async function labStatus(
  plan: LabPlan,
  options: { readonly signal?: AbortSignal; readonly engine?: EngineKind } = {},
): Promise<LabStatus> {
  const engine = await findEngine(options);
  const containers = await listContainers(engine, plan.name, options.signal);
  const running = new Map(containers.map((each) => [each.host, each.status === 'running']));
  return {
    name: plan.name,
    engine: engine.kind,
    subnet: plan.subnet,
    user: labUser,
    identityFile: path.join(plan.directory, 'id_ed25519'),
    knownHostsFile: path.join(plan.directory, 'known_hosts'),
    hosts: await Promise.all(plan.hosts.map((host) => statusOf(host, running.get(host.name)))),
  };
}

async function statusOf(host: LabHost, running: boolean | undefined): Promise<LabHostStatus> {
  const { name, address } = host;
  if (running === undefined) return { name, address, state: 'missing' };
  if (!running) return { name, address, state: 'stopped' };
  return { name, address, state: (await sshBanner(address, 1_000)) === undefined ? 'starting' : 'ready' };
}
