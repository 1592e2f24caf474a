import type { Rule } from '../rule.ts';
import { crosses } from '../crosses.ts';

/** T1 */
export const plainBehindTls: Rule = {
  id: 'T1',
  title: 'TLS ends at the load balancer, and what lies behind is plain text',
  explanation: `Looks at services that end their clients' TLS (\`tls: terminate\`, \`re-encrypt\` or \`mutual\`) and hand requests on (\`to\`) to a
service without any (\`tls: none\`) on another host. Whoever can listen in that network reads cookies, passwords and personal data
that clients believe to be encrypted. It is not found where both run on one host, because loopback cannot be listened to from outside.`,
  judge: (site) =>
    site.services.flatMap((front) => {
      const back = site.services.find(({ name }) => name === front.to);
      if (back === undefined || back.tls !== 'none' || !endsTls.has(front.tls) || !crosses(front.hosts, back.hosts))
        return [];
      return [
        {
          about: `service ${back.name}`,
          severity: 'HIGH',
          title: `${front.name} ends TLS, and ${back.name} behind it is plain text`,
          evidence: [
            { text: `${front.name} on ${front.hosts.join(', ')}: tls is ${front.tls}`, at: site.place(front.span) },
            { text: `${back.name} on ${back.hosts.join(', ')}: tls is none`, at: site.place(back.span) },
          ],
          reasoning: `Requests travel from ${front.hosts.join(', ')} to ${back.hosts.join(', ')} over the network as plain text. Whoever gets into that segment reads and changes what clients believe to be encrypted.`,
          remedy: `set \`tls: re-encrypt\` for ${back.name} in \`topology.services\` and run \`playbooks/site.yml\`: the load balancer opens TLS of its own and checks the name; \`pass-through\` where it need not read requests`,
        },
      ];
    }),
};

const endsTls: ReadonlySet<string> = new Set(['terminate', 're-encrypt', 'mutual']);
