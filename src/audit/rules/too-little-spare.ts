import type { Rule } from '../rule.ts';

/** T8 */
export const tooLittleSpare: Rule = {
  id: 'T8',
  title: 'Without one server the others are too few',
  explanation: `Looks at what each web server was measured to be able to answer (\`prometheus_web_capacity\`, which \`playbooks/capacity.yml\` prints) and at the busiest minute:
\`audit_peak_qps\`, or with \`--live\` what Prometheus has seen in the last seven days. Without the strongest server, the others should have no more than 70 % to do.`,
  judge: (site) => {
    const measured = site.hosts.find(({ settings }) => settings.capacity !== undefined)?.settings.capacity ?? {};
    const ceilings = Object.entries(measured).filter(([name]) => site.hosts.some((host) => host.name === name));
    const peak = peakOf(site);
    if (ceilings.length < 2 || peak === undefined) return [];
    const numbers = ceilings.map(([, requests]) => requests);
    const left = numbers.reduce((sum, each) => sum + each, 0) - Math.max(...numbers);
    const share = peak.requests / left;
    if (share <= spare) return [];
    return [
      {
        about: `hosts ${ceilings.map(([name]) => name).join(', ')}`,
        severity: share > 1 ? 'HIGH' : 'MEDIUM',
        title: `without the strongest web server the others have ${Math.round(share * 100)} % of what they can do to do`,
        evidence: [
          ...ceilings.map(([name, requests]) => ({ text: `${name} can answer ${requests} requests a second` })),
          { text: `the busiest minute has ${Math.round(peak.requests)} requests a second (${peak.from})` },
        ],
        reasoning:
          'The first server that is lost or rebooted at that hour takes the others with it, one after the other. Redundancy that cannot carry the load is none.',
        remedy:
          'add a host to the group of web servers and run `playbooks/site.yml`; measure again with `playbooks/capacity.yml`',
      },
    ];
  },
};

/** Above which waiting begins to grow. */
const spare = 0.7;

function peakOf({
  hosts,
  evidence,
}: Parameters<Rule['judge']>[0]): { readonly requests: number; readonly from: string } | undefined {
  for (const [host, { peak }] of evidence) if (peak !== undefined) return { requests: peak, from: `seen by ${host}` };
  const said = hosts.find(({ settings }) => settings.peak !== undefined)?.settings.peak;
  return said === undefined ? undefined : { requests: said, from: 'audit_peak_qps' };
}
