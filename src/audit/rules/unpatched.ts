import type { Rule } from '../rule.ts';

/** P1 */
export const unpatched: Rule = {
  id: 'P1',
  title: 'Known holes are not mended',
  explanation: `Looks at packages that the archive has in a newer version, as far as the host's lists know of it: MEDIUM when some come from the archive for security, else INFO.
Lists that are old know little. Needs \`--live\`.`,
  judge: (site) =>
    [...site.evidence].flatMap(([host, { upgrades = [] }]) => {
      if (upgrades.length === 0) return [];
      const security = upgrades.filter((each) => each.security).map(({ name }) => name);
      const names = upgrades.map(({ name }) => name);
      const grave = security.length > 0;
      return [
        {
          about: `host ${host}`,
          severity: grave ? ('MEDIUM' as const) : ('INFO' as const),
          title: grave
            ? `${security.length} packages of ${host} have known holes`
            : `${names.length} packages of ${host} are not the newest`,
          evidence: [{ text: `${host}: ${listed(grave ? security : names)}` }],
          reasoning: grave
            ? 'The fix is public, so the hole is, too. Whoever scans for it needs no skill.'
            : 'None of them is for security. They are the corrections of the last point release.',
          remedy: `\`rackwright exec ${host} -b -m apt -a "{upgrade: dist}"\`, one host of a service after the other; \`playbooks/hardening.yml\` has those for security installed every day (\`hardening_updates\`)`,
        },
      ];
    }),
};

function listed(names: readonly string[]): string {
  return names.length > 12 ? `${names.slice(0, 10).join(', ')} and ${names.length - 10} more` : names.join(', ');
}
