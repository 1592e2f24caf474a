import type { Rule } from '../rule.ts';

/** F1 */
export const twoFirewallManagers: Rule = {
  id: 'F1',
  title: 'Two managers keep one firewall',
  explanation: `Looks at what is switched on of ufw, firewalld, nftables.service, netfilter-persistent, shorewall and Rackwright's own unit. Each loads its rules at
boot, in an order that nobody chose, and the last one wins or both must let a packet in. Needs \`--live\`.`,
  judge: (site) =>
    [...site.evidence].flatMap(([host, { firewalls = [] }]) => {
      if (firewalls.length < 2) return [];
      const others = firewalls.filter((each) => each !== 'ufw' && each !== 'rackwright-firewall');
      return [
        {
          about: `host ${host}`,
          severity: 'HIGH' as const,
          title: `${firewalls.join(' and ')} both keep the firewall of ${host}`,
          evidence: firewalls.map((each) => ({ text: `${host}: ${each} is switched on` })),
          reasoning:
            'What is true now is what came last by chance. After the next boot it may be the other one’s rules, with other doors open.',
          remedy: `leave it to one: \`firewall_backend\` names it, and \`playbooks/site.yml\` (role firewall) takes over from ufw without a closed moment${others.length === 0 ? '' : `; before that \`rackwright exec ${host} -b -m service -a "{name: ${others[0] ?? ''}, state: stopped, enabled: false}"\``}`,
        },
      ];
    }),
};
