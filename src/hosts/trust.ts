import { setMaxListeners } from 'node:events';
import type { ServerHostKeyAlgorithm } from 'ssh2';
import { HostError } from '../diagnostics/errors.ts';
import type { HostAddress } from '../host.ts';
import { fingerprint, fingerprintMd5, keyTypeOf } from './known-hosts/fingerprint.ts';
import { judgeHostKey } from './known-hosts/judge.ts';
import type { Verdict } from './known-hosts/judge.ts';
import type { Services } from './services.ts';
import { hostKeyAlgorithmsByType } from './ssh/algorithms.ts';
import { throughJumps } from './ssh/dial.ts';
import { knownAbout, namesOf } from './ssh/host-key.ts';
import { askHostKey } from './ssh/ask-host-key.ts';
import { findRoute } from './ssh/route.ts';

export interface OfferedHostKey {
  readonly type: string;
  /** `SHA256:…` */
  readonly fingerprint: string;
  /** `MD5:aa:bb:…` */
  readonly fingerprintMd5: string;
  /** As it would stand in known_hosts, not hashed. */
  readonly line: string;
  /** What known_hosts says about it today. */
  readonly verdict: Verdict['type'];
  /** The name that known_hosts has for the host: `web1`, `[web1]:2222`. */
  readonly name: string;
  /** Where to write the line, and whether to hash the name there, as ssh_config says. */
  readonly file: string | undefined;
  readonly hash: boolean;
}

/**
 * Asks a host for its keys, one connection for each type, without logging in on it; the server proves that it has the
 * private keys. Jump hosts on the way are logged in on, so their keys must be known.
 * @throws HostError when the host cannot be reached or shows no key
 */
export async function collectHostKeys(
  address: HostAddress,
  signal: AbortSignal,
  services: Services,
): Promise<readonly OfferedHostKey[]> {
  setMaxListeners(0, signal);
  const route = await findRoute(address, services.resolve);
  const timeoutMs = address.connectTimeoutMs;
  return await throughJumps(route, timeoutMs, services, signal, async (hop, jump) => {
    const ask = (types: readonly ServerHostKeyAlgorithm[]): Promise<Buffer | undefined> =>
      services.limit(hop.config.hostName, signal, () => askHostKey(hop, jump?.connection, types, timeoutMs, signal));
    const keys: Buffer[] = [];
    for (const types of hostKeyAlgorithmsByType) keys.push(...[await ask(types)].filter((key) => key !== undefined));
    jump?.release();
    if (keys.length === 0)
      throw new HostError('unreachable', `${hop.config.hostName} shows no host key of a known type`);
    const { userKnownHostsFiles, hashKnownHosts } = hop.config;
    const { name } = namesOf(hop.config);
    const known = await knownAbout(hop.config, services.hostKeys);
    return keys.map((key) => ({
      type: keyTypeOf(key),
      fingerprint: fingerprint(key),
      fingerprintMd5: fingerprintMd5(key),
      line: `${name} ${keyTypeOf(key)} ${key.toString('base64')}`,
      verdict: judgeHostKey(known, key).type,
      name,
      file: (services.hostKeys.files ?? userKnownHostsFiles)[0],
      hash: hashKnownHosts,
    }));
  });
}
