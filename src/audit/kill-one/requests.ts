import type { TopologyService } from '../../inventory/topology/model.ts';
import { sharedAddress } from '../shared-address.ts';
import type { Site } from '../site.ts';
import { inTier } from '../tiers.ts';
import type { Loss } from './loss.ts';
import type { Outcome } from './outcome.ts';
import { remaining } from './remaining.ts';

/** Whether clients are still served, for each service that they reach first, through all that it hands on to. */
export function requests(site: Site, loss: Loss): readonly Outcome[] {
  return inTier(site, 'edge')
    .filter(({ hosts }) => hosts.length > 0)
    .map((entry) => {
      const [first, ...others] = chain(site, entry).map((service, index) =>
        index === 0 ? atEntry(site, service, loss) : behind(service, loss),
      );
      const steps = [first, ...others].flatMap((each) => each ?? []);
      const worst = (['lost', 'partly'] as const).flatMap((state) => steps.find((each) => each.state === state) ?? []);
      const reasons = [...new Set(steps.map(({ because }) => because))].filter((each) => each !== untouched);
      return {
        what: 'requests',
        service: entry.name,
        ...(worst[0] ?? { state: 'kept', because: reasons.join('; ') || untouched }),
      };
    });
}

/** What a request goes through. */
function chain({ services }: Site, entry: TopologyService): readonly TopologyService[] {
  const way = [entry];
  for (let next = following(services, entry); next !== undefined && !way.includes(next);) {
    way.push(next);
    next = following(services, next);
  }
  return way;
}

function following(services: readonly TopologyService[], { to }: TopologyService): TopologyService | undefined {
  return services.find(({ name }) => name === to);
}

type Step = Pick<Outcome, 'state' | 'because'>;

const untouched = 'it does not need what is lost';

function atEntry(site: Site, service: TopologyService, loss: Loss): Step {
  const left = remaining(service, loss);
  if (left.length === 0) return { state: 'lost', because: `nobody offers ${service.name} any more` };
  const shared = sharedAddress(site, service);
  if (shared !== undefined && loss.services.includes(shared.name))
    return { state: 'lost', because: 'nobody has the shared address' };
  if (left.length === service.hosts.length) return { state: 'kept', because: untouched };
  if (shared !== undefined) return { state: 'kept', because: `${left.join(', ')} has the shared address then` };
  const gone = service.hosts.filter((host) => !left.includes(host));
  return { state: 'partly', because: `clients that were sent to ${gone.join(', ')} fail` };
}

function behind(service: TopologyService, loss: Loss): Step {
  const left = remaining(service, loss);
  if (left.length === 0) return { state: 'lost', because: `no server of ${service.name} is left` };
  if (left.length === service.hosts.length) return { state: 'kept', because: untouched };
  return { state: 'kept', because: `${service.name} goes on with ${left.join(', ')}` };
}
