import { HostError } from '../../diagnostics/errors.ts';
import type { HostAddress } from '../../host.ts';
import { readSshArguments } from '../ssh-config/arguments.ts';
import type { JumpHost, SshConfig } from '../ssh-config/model.ts';
import type { ResolveSshConfig } from '../ssh-config/resolve.ts';
import type { Hop } from './hop.ts';

/** At least one hop; the last is the host itself. */
export type Route = readonly [...Hop[], Hop];

const longestRoute = 16;

/**
 * Finds the SSH servers on the way to a host. As with `ssh -J a,b host`: the list names the way to the host, `a` may have
 * a way of its own, and of the options only `-F` is handed on to jump hosts.
 * @throws HostError
 */
export async function findRoute(address: HostAddress, resolve: ResolveSshConfig): Promise<Route> {
  const { port, user, identityFile, sshArgs, password } = address;
  const target = await resolve({ host: address.address, port, user, identityFile, sshArgs });
  const { configFile } = readSshArguments(sshArgs);
  const jumpArgs = configFile === undefined ? [] : ['-F', configFile];
  const before = await wayTo(target, target.proxyJump, jumpArgs, resolve, longestRoute);
  return [...before, { config: target, ...(password === undefined ? {} : { password }) }];
}

async function wayTo(
  config: SshConfig,
  jumps: readonly JumpHost[],
  jumpArgs: readonly string[],
  resolve: ResolveSshConfig,
  left: number,
): Promise<readonly Hop[]> {
  const last = jumps.at(-1);
  if (last === undefined) return [];
  if (left === 0) throw new HostError('unreachable', `the jump hosts of ${config.destination} lead in a circle`);
  const jump = await resolve({ ...last, sshArgs: jumpArgs });
  const earlier = jumps.slice(0, -1);
  const before = await wayTo(jump, earlier.length > 0 ? earlier : jump.proxyJump, jumpArgs, resolve, left - 1);
  return [...before, { config: jump }];
}
