import { HostError } from '../diagnostics/errors.ts';
import type { Engine } from './engine.ts';
import { execute } from './execute.ts';
import { labels } from './labels.ts';
import type { LabPlan } from './plan.ts';
import { labGateway } from './subnet.ts';
import { succeed } from './succeed.ts';

export interface LabNetwork {
  readonly name: string;
  readonly lab: string;
  readonly subnet: string;
}

/**
 * The networks of this lab, or of every lab when none is named.
 * @throws HostError `lab-failed`
 */
export async function listNetworks(
  engine: Engine,
  lab: string | undefined,
  signal?: AbortSignal,
): Promise<readonly LabNetwork[]> {
  const filter = lab === undefined ? labels.lab : `${labels.lab}=${lab}`;
  const list = [...engine.command, 'network', 'ls', '--quiet', '--filter', `label=${filter}`];
  const ids = (await succeed('list the networks', list, { signal })).split('\n').filter((id) => id !== '');
  if (ids.length === 0) return [];
  const format = `{{.Name}}|{{index .Labels "${labels.lab}"}}|{{index .Labels "${labels.subnet}"}}`;
  const inspect = [...engine.command, 'network', 'inspect', '--format', format, ...ids];
  return (await succeed('look at the networks', inspect, { signal })).split('\n').flatMap((line) => {
    const [name, of, subnet] = line.split('|');
    return name === undefined || of === undefined || subnet === undefined ? [] : [{ name, lab: of, subnet }];
  });
}

/**
 * Makes the lab's network.
 * @returns its name
 * @throws HostError `lab-failed`, which names the other lab when that one has these addresses
 */
export async function makeNetwork(engine: Engine, plan: LabPlan): Promise<string> {
  const name = `rackwright-${plan.name}`;
  const gateway = labGateway(
    plan.subnet,
    plan.hosts.map((host) => host.address),
  );
  const { exitCode, stderr } = await execute([
    ...[...engine.command, 'network', 'create', '--driver', 'bridge', '--subnet', plan.subnet, '--gateway', gateway],
    ...['--label', `${labels.lab}=${plan.name}`, '--label', `${labels.subnet}=${plan.subnet}`],
    // Hosts ask the controller's own name servers: nothing must know the other hosts' names but what a play wrote.
    ...(engine.kind === 'podman' ? ['--disable-dns'] : []),
    name,
  ]);
  if (exitCode === 0) return name;
  const others = (await listNetworks(engine, undefined)).filter((each) => each.lab !== plan.name);
  throw new HostError('lab-failed', `could not make the network ${plan.subnet}: ${stderr.trim()}`, {
    hint:
      others.length === 0
        ? 'give the hosts addresses in another part of 198.18.0.0/15'
        : `other labs run here (${others.map((each) => `${each.lab}: ${each.subnet}`).join(', ')}): end them, or give the hosts other addresses`,
  });
}

/** @throws HostError `lab-failed` */
export async function removeNetworks(engine: Engine, networks: readonly LabNetwork[]): Promise<void> {
  if (networks.length === 0) return;
  const names = networks.map((each) => each.name);
  await succeed('remove the network', [...engine.command, 'network', 'rm', ...names]);
}
