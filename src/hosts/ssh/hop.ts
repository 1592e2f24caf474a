import type { Secret } from '../../secret.ts';
import type { SshConfig } from '../ssh-config/model.ts';

/** One SSH server on the way to a host, the host itself being the last. */
export interface Hop {
  readonly config: SshConfig;
  readonly password?: Secret;
}

/** For people: `web1.example port 22`. */
export function placeOf({ config }: Hop): string {
  return `${config.hostName} port ${config.port}`;
}

/** The same server, reached as the same user. */
export function keyOf({ config }: Hop): string {
  return `${config.user}@${config.hostName}:${config.port}`;
}
