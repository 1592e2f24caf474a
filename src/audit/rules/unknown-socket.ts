import { nginxOf } from '../configuration/nginx.ts';
import type { HostEvidence, Socket } from '../evidence/host-evidence.ts';
import { isLoopback } from '../listens-on.ts';
import type { Rule } from '../rule.ts';

/** E2 */
export const unknownSocket: Rule = {
  id: 'E2',
  title: 'Something listens that the topology does not know',
  explanation: `Looks at sockets of hosts that others could reach and that no service of the topology has. Only the firewall keeps them closed, so that its first
mistake opens them. Where nobody has looked at sockets, at \`listen\` of nginx in configurations: what is meant for others is closed to them.`,
  judge: (site) =>
    [...site.evidence].flatMap(([host, evidence]) => {
      const sockets = evidence.sockets ?? configured(evidence);
      const services = site.services.filter(({ hosts }) => hosts.includes(host));
      const ranges = services.flatMap(({ ports }) => ports);
      const known = (port: number, process: string): boolean =>
        ranges.some((range) => {
          const [first = 0, last = first] = String(range).split(/[:-]/).map(Number);
          return range === 'ssh' ? process === 'sshd' || port === 22 : first <= port && port <= last;
        });
      const open = sockets.filter(({ address, port, process }) => !isLoopback(address) && !known(port, process));
      if (open.length === 0) return [];
      const shown = open.map(({ address, port, process }) => `${process || 'something'} on ${address}:${port}`);
      return [
        {
          about: `host ${host}`,
          severity: 'LOW' as const,
          title: `${host} listens where the topology does not know of it`,
          evidence: [...new Set(shown)].map((text) => ({ text: `${host}: ${text}` })),
          reasoning:
            'Nobody decided that others may reach it: whoever should is shut out by the firewall, and whoever should not comes in when that is off for a minute.',
          remedy: `\`rackwright exec ${host} -b -m service -a "{name: UNIT, state: stopped, enabled: false}"\`; or bind it to 127.0.0.1, or add a service to \`topology.services\` that says who may use it`,
        },
      ];
    }),
};

/** What nginx would listen on. */
function configured(evidence: HostEvidence): readonly Socket[] {
  return nginxOf(evidence).flatMap(({ name, words: [at = ''] }) => {
    const [, address = '*', port] = /^(?:(.*):)?(\d+)$/.exec(at) ?? [];
    if (name !== 'listen' || port === undefined) return [];
    return [{ address: address.replace(/^\[(.*)\]$/, '$1'), port: Number(port), process: 'nginx' }];
  });
}
