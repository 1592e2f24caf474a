import type { Site } from '../site.ts';
import { inTier } from '../tiers.ts';
import { watchersOf } from '../watchers.ts';
import type { Loss } from './loss.ts';
import type { Outcome } from './outcome.ts';

/** Whether anybody is told of the loss. */
export function alerts(site: Site, loss: Loss): Outcome {
  const watchers = watchersOf(site);
  const left = watchers.filter((host) => !loss.hosts.includes(host));
  if (watchers.length === 0) return { what: 'alerts', state: 'lost', because: 'nothing collects what exporters tell' };
  if (left.length === 0) {
    const outside = watchers.some((name) => site.hosts.find((host) => host.name === name)?.settings.deadMan === true);
    return outside
      ? { what: 'alerts', state: 'dead man', because: 'whoever gets the dead man’s switch misses it' }
      : { what: 'alerts', state: 'lost', because: `nothing watches without ${watchers.join(', ')}` };
  }
  const touched = [
    ...loss.hosts,
    ...site.services.filter(({ name }) => loss.services.includes(name)).flatMap(({ hosts }) => hosts),
  ];
  const watched = inTier(site, 'metrics')
    .filter(({ from }) => from?.some(({ hosts }) => hosts.some((host) => left.includes(host))) === true)
    .flatMap(({ hosts }) => hosts);
  const dark = touched.filter((host) => !watched.includes(host));
  // One that is told of is enough: it is why somebody looks.
  if (dark.length === touched.length)
    return { what: 'alerts', state: 'lost', because: `nothing tells how ${dark.join(', ')} is` };
  return { what: 'alerts', state: 'kept', because: `${left.join(', ')} tells` };
}
