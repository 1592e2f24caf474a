import type { Rule } from '../rule.ts';
import { sharedAddress } from '../shared-address.ts';
import { inTier } from '../tiers.ts';

/** T4 */
export const singleEntry: Rule = {
  id: 'T4',
  title: 'One host, or two without a shared address, is the way in',
  explanation: `Looks at services that clients reach first. One host is a single point of failure. Several without an address that moves between
them (a service \`proto: vrrp\` among them) depend on clients to try the next one, which they do late or never.`,
  judge: (site) =>
    inTier(site, 'edge').flatMap((service) => {
      const { hosts } = service;
      if (hosts.length === 0) return [];
      const shared = sharedAddress(site, service) !== undefined;
      if (hosts.length > 1 && shared) return [];
      const single = hosts.length === 1;
      return [
        {
          about: `service ${service.name}`,
          severity: single ? 'HIGH' : 'MEDIUM',
          title: single
            ? `${service.name} has one way in: ${hosts.join('')}`
            : `${service.name} has no address that moves between its hosts`,
          evidence: [
            { text: `${service.name} is offered by ${hosts.join(', ')}`, at: site.place(service.span) },
            ...(single ? [] : [{ text: 'no service with `proto: vrrp` is among all of them' }]),
          ],
          reasoning: single
            ? 'When this host is lost or rebooted, nobody gets in, however many servers stand behind it. Its certificates and rules are lost with it.'
            : 'When one of them is lost, clients that were sent there fail until names are changed. Resolvers keep the old address for as long as its time to live says.',
          remedy: `${single ? `add a second host to ${service.on.join(', ')}, ` : ''}add \`{name: vrrp, proto: vrrp, on: [${service.on.join(', ')}], from: [${service.on.join(', ')}]}\` to \`topology.services\`, give them \`keepalived_addresses: [ADDRESS/24]\`, and run \`playbooks/site.yml\``,
        },
      ];
    }),
};
