import { caught } from '../caught.ts';
import { HostError } from '../../diagnostics/errors.ts';
import { fingerprint, keyTypeOf } from '../known-hosts/fingerprint.ts';
import { judgeHostKey } from '../known-hosts/judge.ts';
import type { Verdict } from '../known-hosts/judge.ts';
import { hostNames } from '../known-hosts/lines-about-host.ts';
import type { HostNames, LinesAboutHost } from '../known-hosts/lines-about-host.ts';
import type { KnownHostsLine } from '../known-hosts/parse.ts';
import type { KnownHostsStore } from '../known-hosts/store.ts';
import type { SshConfig } from '../ssh-config/model.ts';
import type { VerifyHostKey } from './handshake.ts';

export interface HostKeyPolicy {
  /** What to do about unknown keys where the configuration does not say: refuse them, or accept and remember. */
  readonly unknown: 'strict' | 'accept-new';
  readonly store: KnownHostsStore;
  /** Instead of the configuration's files. */
  readonly files: readonly string[] | undefined;
  readonly warn: (message: string) => void;
}

/** What known_hosts says about a destination. */
export async function knownAbout(config: SshConfig, policy: HostKeyPolicy): Promise<LinesAboutHost> {
  const files = [...(policy.files ?? config.userKnownHostsFiles), ...config.globalKnownHostsFiles];
  return await policy.store.about(files, namesOf(config));
}

export function namesOf({ hostName, port, hostKeyAlias }: SshConfig): HostNames {
  return hostNames(hostName, port, hostKeyAlias);
}

/** Fails closed: whatever goes wrong here, the key is refused. A changed or revoked key is refused under every policy. */
export function createHostKeyCheck(config: SshConfig, policy: HostKeyPolicy): VerifyHostKey {
  return async (key) => {
    try {
      const { name } = namesOf(config);
      const verdict = judgeHostKey(await knownAbout(config, policy), key);
      if (verdict.type === 'known') return undefined;
      if (verdict.type !== 'unknown' || !acceptsNew(config, policy)) return refusal(verdict, config, name, key);
      await remember(config, policy, name, key);
      return undefined;
    } catch (error) {
      return new HostError('host-key-unknown', `the host key cannot be checked: ${caught(error).message}`, {
        cause: error,
      });
    }
  };
}

/** `no` in the configuration is taken as `accept-new`: there is no way to run against a key that has changed. */
function acceptsNew(config: SshConfig, policy: HostKeyPolicy): boolean {
  if (config.strictHostKeyChecking === 'ask') return policy.unknown === 'accept-new';
  return config.strictHostKeyChecking !== 'yes';
}

async function remember(config: SshConfig, policy: HostKeyPolicy, name: string, key: Buffer): Promise<void> {
  const [file] = policy.files ?? config.userKnownHostsFiles;
  policy.warn(`${name}: its ${keyTypeOf(key)} host key ${fingerprint(key)} was not known and is accepted`);
  if (file === undefined) return;
  const line = `${name} ${keyTypeOf(key)} ${key.toString('base64')}`;
  await policy.store.add(file, line, { hash: config.hashKnownHosts });
}

function refusal(
  verdict: Exclude<Verdict, { type: 'known' }>,
  config: SshConfig,
  name: string,
  key: Buffer,
): HostError {
  const shown = `${keyTypeOf(key)} ${fingerprint(key)}`;
  const trust = `rackwright trust ${config.destination}`;
  switch (verdict.type) {
    case 'unknown':
      return new HostError('host-key-unknown', `${name} shows the host key ${shown}, which is not known`, {
        hint: `compare it with \`ssh-keygen -lf\` on the host, then run \`${trust}\``,
      });
    case 'changed': {
      const known = verdict.known.map((line) => `${line.keyType} ${fingerprint(line.key)} (${place(line)})`).join(', ');
      return new HostError('host-key-changed', `${name} shows the host key ${shown}, but known is ${known}`, {
        hint: `somebody may be in between; if the host was reinstalled, run \`${trust} --replace\``,
      });
    }
    case 'revoked':
      return new HostError('host-key-revoked', `the host key ${shown} of ${name} is revoked (${place(verdict.line)})`, {
        hint: 'the key was given away or stolen: make new host keys on the host',
      });
  }
}

function place({ file, line }: KnownHostsLine): string {
  return line === 0 ? file : `${file}:${line}`;
}
