import type { Rule } from '../rule.ts';

/** X1 */
export const certificateEnds: Rule = {
  id: 'X1',
  title: 'A certificate has ended, or soon will',
  explanation: `Looks at certificates that hosts show: HIGH when one has ended, MEDIUM when it has less than 14 days. One that renews itself is never that old.`,
  judge: (site) =>
    [...site.evidence].flatMap(([host, { certificates = [] }]) =>
      certificates
        .filter(({ ends }) => ends < site.now + 14 * day)
        .map(({ port, ends }) => ({
          about: `host ${host}, port ${port}`,
          severity: ends < site.now ? ('HIGH' as const) : ('MEDIUM' as const),
          title: `the certificate on port ${port} of ${host} ${ends < site.now ? 'has ended' : 'ends soon'}`,
          evidence: [{ text: `${host}:${port}: notAfter ${new Date(ends).toISOString()}` }],
          reasoning:
            'At that moment every client that checks is locked out, all at once. Somebody should have been renewing it for weeks.',
          remedy:
            'run `playbooks/site.yml`, which renews what has less than a third of its life left, and have it run on a timer',
        })),
    ),
};

const day = 86_400_000;
