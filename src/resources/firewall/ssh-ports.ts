import type { FactReader } from '../../fact.ts';
import { sshdSettings } from '../../facts/sshd-settings.ts';
import { CannotConverge } from '../../resource.ts';
import type { Observed } from './observed.ts';
import type { Policy } from './policy.ts';
import { mergePortRanges } from './port-range.ts';

/** The ports that sshd listens on, says `sshd -T`; none where there is no sshd, or where it does not say. */
export async function readSshPorts(host: FactReader): Promise<readonly number[]> {
  const settings = await host.read(sshdSettings, { options: [] });
  if (settings.type !== 'settings') return [];
  const listening = settings.values.get('listenaddress')?.map((address) => address.slice(address.lastIndexOf(':') + 1));
  return (listening ?? settings.values.get('port') ?? []).map(Number).filter((port) => port >= 1 && port <= 65535);
}

/**
 * The policy with numbers instead of `ssh`: what sshd listens on, and what this session comes in by.
 * @throws CannotConverge when neither is known
 */
export function withSshPorts(policy: Policy, { sshPorts, session }: Observed): Policy {
  if (!asksForSshPorts(policy)) return policy;
  const numbers = [...sshPorts, ...(session === undefined ? [] : [session.serverPort])];
  if (numbers.length === 0)
    throw new CannotConverge('nothing says which ports sshd has: this is no ssh session, and `sshd -T` does not tell');
  const found = numbers.map((port) => ({ first: port, last: port }));
  const services = policy.services.map((service) =>
    service.withSshPorts === true ? { ...service, ports: mergePortRanges([...service.ports, ...found]) } : service,
  );
  return { ...policy, services };
}

export function asksForSshPorts({ services }: Policy): boolean {
  return services.some(({ withSshPorts }) => withSshPorts === true);
}
