import { problem } from '../../diagnostics/diagnostic.ts';
import { InputError } from '../../diagnostics/errors.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import type { HostAddress } from '../../host.ts';
import { listContainers } from '../../lab/container-list.ts';
import type { LabContainer } from '../../lab/container-list.ts';
import type { Engine } from '../../lab/engine.ts';
import { findEngine } from '../../lab/find-engine.ts';
import { defaultLabName } from '../../lab/lab-name.ts';
import { labSubnet } from '../../lab/subnet.ts';

/**
 * The container that a host is, for only what may be thrown away is taken away: every host of the inventory must be a running host of this
 * directory's lab, at the inventory's own address.
 * @throws InputError for everything else; HostError `lab-failed`
 */
export async function labContainer(
  cwd: string,
  addresses: ReadonlyMap<string, HostAddress>,
  name: string,
): Promise<{ readonly engine: Engine; readonly container: LabContainer }> {
  if (!addresses.has(name))
    throw refusal(`no host of the inventory is called ${name}`, didYouMean(name, [...addresses.keys()]));
  // What is somewhere else is surely none, whatever the containers here are called.
  labSubnet([...addresses.values()].map(({ address }) => address));
  const engine = await findEngine({});
  const running = (await listContainers(engine, defaultLabName(cwd))).filter(({ status }) => status === 'running');
  const others = [...addresses.values()].filter(
    (host) => !running.some((each) => each.host === host.name && each.address === host.address),
  );
  if (others.length > 0)
    throw refusal(
      `${others.map((host) => host.name).join(', ')} ${others.length === 1 ? 'is no running host' : 'are no running hosts'} of this directory's lab`,
      'drills take hosts away: they are for labs alone; `rackwright lab up -i INVENTORY` makes one',
    );
  const container = running.find(({ host }) => host === name);
  if (container === undefined) throw new Error('the host was there a moment ago');
  return { engine, container };
}

function refusal(message: string, hint: string | undefined): InputError {
  return new InputError([problem('usage', message, undefined, hint === undefined ? {} : { hint })]);
}
