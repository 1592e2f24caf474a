import { haproxyOf } from '../configuration/haproxy.ts';
import { hostAt } from '../host-at.ts';
import { listensOn } from '../listens-on.ts';
import { letsIn } from '../lets-in.ts';
import type { Rule } from '../rule.ts';

/** C2 */
export const backendNobodyServes: Rule = {
  id: 'C2',
  title: 'A load balancer sends to a port that is closed',
  explanation: `Looks at HAProxy's \`server\` lines: whether the topology lets the load balancer in at that port of that host, so that its firewall is open, and whether
anything listens there (sockets of the host, or the \`listen\` of an nginx that a playbook renders).`,
  judge: (site) =>
    [...site.evidence].flatMap(([host, evidence]) => {
      const haproxy = haproxyOf(evidence);
      return (haproxy?.backends ?? []).flatMap(({ name, servers }) =>
        servers.flatMap((server) => {
          const target = hostAt(site, server.address);
          if (target === undefined || target === host) return [];
          const open = letsIn(site, target, server.port, host);
          const listens = listensOn(site, target, server.port);
          if (open && listens !== false) return [];
          return [
            {
              about: `backend ${name} on ${host}, server ${server.name}`,
              severity: 'HIGH' as const,
              title: `${host} sends requests of ${name} to ${target}:${server.port}, ${open ? 'where nothing listens' : 'which does not let it in'}`,
              evidence: [
                {
                  text: `${host} ${haproxy?.file}:${server.line}: server ${server.name} at ${server.address}:${server.port}`,
                },
                ...(open
                  ? []
                  : [{ text: `no service of the topology opens port ${server.port} of ${target} to ${host}` }]),
                ...(listens === false ? [{ text: `nothing on ${target} listens on port ${server.port}` }] : []),
              ],
              reasoning: `The health check takes ${server.name} out, so that only its capacity is missed. When the others are lost, there is nothing behind them.`,
              remedy:
                'let both follow from one service of `topology.services` and run `playbooks/site.yml`, which starts what stands still',
            },
          ];
        }),
      );
    }),
};
