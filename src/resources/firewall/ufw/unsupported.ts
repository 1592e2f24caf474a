import type { Policy } from '../policy.ts';

/** The first thing of a policy that ufw has no way to say; `argument` is its path. */
export function unsupportedByUfw({ icmp, services }: Policy): Unsupported | undefined {
  if (icmp === 'drop') {
    const hint = 'leave it out, or use `backend: nftables`';
    return { argument: 'icmp', message: 'ufw always accepts ICMP, in /etc/ufw/before.rules', hint };
  }
  const index = services.findIndex(({ limit }) => limit && !(limit.count === 6 && limit.seconds === 30));
  if (index === -1) return undefined;
  const hint = 'use that, or `backend: nftables`';
  return { argument: `services[${index}].limit`, message: 'ufw knows no other limit than 6/30s', hint };
}

export interface Unsupported {
  readonly argument: string;
  readonly message: string;
  readonly hint: string;
}
