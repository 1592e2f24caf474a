import { CannotConverge } from '../../resource.ts';
import type { Observed } from './observed.ts';
import type { Policy } from './policy.ts';
import { mergePortRanges } from './port-range.ts';
import { asksForSshPorts } from './read-ssh-ports.ts';

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
