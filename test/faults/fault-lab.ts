import { mkdir, readFile, readlink, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runArguments } from '../../src/lab/container-arguments.ts';
import { labDown } from '../../src/lab/down.ts';
import { findEngine } from '../../src/lab/find-engine.ts';
import { labFiles } from '../../src/lab/keys.ts';
import { defaultLabName } from '../../src/lab/lab-name.ts';
import { listNetworks } from '../../src/lab/network.ts';
import type { LabPlan } from '../../src/lab/plan.ts';
import { labSubnet } from '../../src/lab/subnet.ts';
import { succeed } from '../../src/lab/succeed.ts';
import { labUp } from '../../src/lab/up.ts';
import { prepareScript } from './prepare-script.ts';

/** Hosts that are made anew within seconds, all alike. */
export interface FaultLab {
  readonly identity: string;
  /** As known_hosts has them, without names: all hosts have the same. */
  readonly hostKeys: readonly string[];
  /** A host as it was made, in the place of the one before. */
  fresh(place: number): Promise<FaultHost>;
  down(): Promise<void>;
}

export interface FaultHost {
  readonly address: string;
  /** Where its root is seen from here, past everything that it may do. */
  readonly root: string;
  /** Shell text as root, past sshd. */
  asRoot(script: string): Promise<string>;
  /** Its sshd's processes that serve sessions, by the numbers that they have here. */
  sessions(): Promise<readonly number[]>;
}

/** @param network first three numbers of the hosts' addresses, inside 198.18.0.0/15 */
export async function faultLab(directory: string, network: string, say: (message: string) => void): Promise<FaultLab> {
  const host = { name: 'fleet', address: `${network}.11` };
  const plan: LabPlan = {
    name: defaultLabName(directory),
    subnet: labSubnet([host.address]),
    hosts: [host],
    directory: join(directory, 'lab'),
  };
  await mkdir(directory, { recursive: true });
  await labUp(plan, { say, install: 'never' });
  const engine = await findEngine({});
  const call = (what: string, ...words: readonly string[]): Promise<string> =>
    succeed(what, [...engine.command, ...words]);
  const first = `rackwright-${plan.name}-${host.name}`;
  const image = `localhost/rackwright-faults:${plan.name}`;
  say('preparing the image of the hosts');
  await call('prepare a host', 'exec', first, 'sh', '-c', prepareScript);
  await call('keep the image', 'commit', '--quiet', first, image);
  await call('make room', 'rm', '--force', '--time', '0', first);
  const [made] = await listNetworks(engine, plan.name);
  const { identity, knownHosts } = labFiles(plan);

  const fresh = async (place: number): Promise<FaultHost> => {
    const name = `${host.name}${place}`;
    const container = `rackwright-${plan.name}-${name}`;
    const address = `${network}.${21 + place}`;
    await call('remove a host', 'rm', '--force', '--ignore', '--time', '0', container);
    const words = runArguments({
      ...{ engine: engine.kind, lab: plan.name, network: made?.name ?? '', host: { name, address }, image },
      ...{ recipe: 'faults', machine: [...engine.runArguments, '--hostname', host.name] },
    });
    await call('make a host', ...words);
    await call('wait for a host', 'exec', container, 'sh', '-c', bootScript);
    const pid = (await call('find a host', 'inspect', '--format', '{{.State.Pid}}', container)).trim();
    return {
      address,
      root: `/proc/${pid}/root`,
      asRoot: (script) => call('look at a host', 'exec', container, 'sh', '-c', script),
      sessions: () => sessionsOf(pid),
    };
  };
  return {
    identity,
    hostKeys: (await readFile(knownHosts, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => line.replace(/^\S+ /, '')),
    fresh,
    down: async () => {
      await labDown(plan, { say });
      await call('remove the image', 'rmi', '--force', image);
    },
  };
}

const bootScript = String.raw`until [ -S /run/systemd/private ]; do sleep 0.05; done
systemctl is-system-running --wait >/dev/null
until ss -Hltn 'sport = :22' | grep -q .; do sleep 0.05; done
: >/dev/shm/made
rm -f /var/log/fleet-handlers
sleep 0.02`;

async function sessionsOf(first: string): Promise<readonly number[]> {
  const place = await readlink(`/proc/${first}/ns/pid`);
  const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    all.map(async (pid) => {
      try {
        const words = await readFile(`/proc/${pid}/cmdline`, 'utf8');
        return words.startsWith('sshd: ops') && (await readlink(`/proc/${pid}/ns/pid`)) === place;
      } catch {
        return false;
      }
    }),
  );
  return all.filter((_, index) => found[index]).map(Number);
}
