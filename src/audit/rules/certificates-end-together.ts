import type { Rule } from '../rule.ts';

/** T9b */
export const certificatesEndTogether: Rule = {
  id: 'T9b',
  title: 'Certificates of all servers end on one day',
  explanation: `Looks at certificates that the hosts of a service show: whether all end within the same day. Each host renews its own, so that this hurts only when renewal fails for
all of them and nobody looks: INFO. Needs \`--live\`.`,
  judge: (site) =>
    site.services.flatMap((service) => {
      const shown = service.hosts.flatMap((host) =>
        (site.evidence.get(host)?.certificates ?? [])
          .filter(({ port }) => service.ports.includes(port))
          .map(({ port, ends }) => ({ host, port, ends })),
      );
      const ends = shown.map((each) => each.ends);
      if (new Set(shown.map(({ host }) => host)).size < 2 || Math.max(...ends) - Math.min(...ends) > day) return [];
      return [
        {
          about: `service ${service.name}, certificates`,
          severity: 'INFO' as const,
          title: `the certificates of ${service.name} end within one day`,
          evidence: shown.map(({ host, port, ends: end }) => ({
            text: `${host}:${port}: notAfter ${new Date(end).toISOString()}`,
          })),
          reasoning:
            'When nobody renews them, all servers are refused on that day, and no other one can stand in. Redundancy does not help against it.',
          remedy:
            'have `playbooks/site.yml` run on a timer, which renews what has less than a third of its life left, or give hosts different `tls_days` and have the certificates made anew (`rackwright exec HOST -b -m file -a "{path: /etc/ssl/rackwright/site.crt, state: absent}"`, `playbooks/site.yml`)',
        },
      ];
    }),
};

const day = 86_400_000;
