import type { Site } from './site.ts';
import { inTier } from './tiers.ts';

/** Hosts that ask exporters of others: those on which alarms are made. */
export function watchersOf(site: Site): readonly string[] {
  const callers = inTier(site, 'metrics').flatMap(({ from, hosts }) =>
    (from ?? []).flatMap((caller) => caller.hosts.filter((host) => hosts.some((each) => each !== host))),
  );
  return [...new Set(callers)];
}
