import { hostAt } from '../host-at.ts';
import { letsIn } from '../lets-in.ts';
import { listensOn } from '../listens-on.ts';
import type { Rule } from '../rule.ts';

/** C5 */
export const scrapeTargetClosed: Rule = {
  id: 'C5',
  title: 'Monitoring asks where nobody answers',
  explanation: `Looks at addresses with ports in Prometheus's configuration that belong to hosts of the inventory: whether the topology lets the collector in there, and
whether anything listens, where that is known.`,
  judge: (site) =>
    [...site.evidence].flatMap(([host, { files }]) => {
      const text = files.get(file) ?? '';
      const targets = text
        .split('\n')
        .flatMap((line, index) =>
          [...line.replace(/#.*/, '').matchAll(target)].map((match) => ({ match, line: index + 1 })),
        );
      const closed = targets.flatMap(({ match: [, address = '', port = ''], line }) => {
        const name = hostAt(site, address);
        if (name === undefined || name === host) return [];
        const open = letsIn(site, name, Number(port), host);
        if (open && listensOn(site, name, Number(port)) !== false) return [];
        const why = open ? 'nothing listens there' : `the topology does not let ${host} in`;
        return [{ text: `${host} ${file}:${line}: ${address}:${port} on ${name}: ${why}` }];
      });
      if (closed.length === 0) return [];
      return [
        {
          about: `host ${host}`,
          severity: 'MEDIUM' as const,
          title: `${host} asks ${closed.length === 1 ? 'an exporter' : `${closed.length} exporters`} in vain`,
          evidence: closed,
          reasoning: 'The host is down as far as monitoring knows. An alarm that always sounds hides the next one.',
          remedy:
            'give `topology.services` a service for each exporter and run `playbooks/monitoring.yml`, whose targets follow from it',
        },
      ];
    }),
};

const file = '/etc/prometheus/prometheus.yml';
/** Not what stands in a URL: those are pages that somebody else is asked to look at. */
const target = /(?<![/\w.-])([A-Za-z0-9][\w.-]*):(\d{2,5})(?![\w.])/g;
