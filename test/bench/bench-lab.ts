import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { listContainers } from '../../src/lab/container-list.ts';
import { labDown } from '../../src/lab/down.ts';
import { findEngine } from '../../src/lab/find-engine.ts';
import { labFiles } from '../../src/lab/keys.ts';
import { defaultLabName } from '../../src/lab/lab-name.ts';
import type { LabPlan } from '../../src/lab/plan.ts';
import { labUser } from '../../src/lab/plan.ts';
import { labGateway, labSubnet } from '../../src/lab/subnet.ts';
import { succeed } from '../../src/lab/succeed.ts';
import { labUp } from '../../src/lab/up.ts';
import type { BenchSite } from './bench-host.ts';
import type { Counters } from './counters.ts';
import { openCounters } from './counters.ts';

/** The benchmark's own hosts. */
export interface BenchLab {
  /** Has this many hosts run and answer; those that run stay as they are. */
  up(hosts: number, signal: AbortSignal): Promise<LabUp>;
  /** Removes all of them; may be repeated. */
  down(): Promise<void>;
}

export interface LabUp {
  readonly site: Omit<BenchSite, 'directory'>;
  readonly counters: Counters;
}

/**
 * @param directory of the benchmark's own; the lab's name comes from it
 * @param network first three numbers of the hosts' addresses, inside 198.18.0.0/15
 */
export function benchLab(directory: string, network: string, say: (message: string) => void): BenchLab {
  const planFor = (count: number): LabPlan => {
    const hosts = Array.from({ length: count }, (_, index) => ({
      name: `bench${index + 1}`,
      address: `${network}.${index + 11}`,
    }));
    const subnet = labSubnet(hosts.map((each) => each.address));
    return { name: defaultLabName(directory), subnet, hosts, directory: join(directory, 'lab') };
  };
  return {
    up: async (count, signal) => {
      const plan = planFor(count);
      await mkdir(directory, { recursive: true });
      await labUp(plan, { say, install: 'never', signal });
      const { identity, knownHosts } = labFiles(plan);
      const hosts = plan.hosts.map((each) => ({ ...each, port: 22 }));
      const gateway = labGateway(
        plan.subnet,
        hosts.map((each) => each.address),
      );
      const counters = await openCounters(await firstProcesses(plan, signal), gateway);
      return { site: { hosts, user: labUser, identity, knownHosts }, counters };
    },
    down: async () => labDown(planFor(1), { say }),
  };
}

/** Of every host, as the controller numbers them. */
async function firstProcesses(plan: LabPlan, signal: AbortSignal): Promise<readonly number[]> {
  const engine = await findEngine({ signal });
  const ids = (await listContainers(engine, plan.name, signal)).map((each) => each.id);
  const inspect = [...engine.command, 'inspect', '--format', '{{.State.Pid}}', ...ids];
  return (await succeed('look at the lab hosts', inspect, { signal })).trim().split('\n').map(Number);
}
