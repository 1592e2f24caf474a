import type { Upgrade } from '../evidence/host-evidence.ts';
import type { Finding } from '../finding.ts';
import { pasteable } from '../pasteable.ts';
import type { Rule } from '../rule.ts';

type Found = Omit<Finding, 'id'>;

/** P1 */
export const unpatched: Rule = {
  id: 'P1',
  title: 'Known holes are not mended',
  explanation: `Looks at packages that the archive has in a newer version, as far as the host's lists know of it: MEDIUM when some come from the archive for security, else INFO.
Lists that are old know little. And at units that go on running a program or a library of which the disk has another one by now: MEDIUM, because what was mended is still open there
until they are restarted. Needs \`--live\`.`,
  judge: (site) =>
    [...site.evidence].flatMap(([host, { upgrades = [], outdatedUnits = [] }]) => [
      ...waiting(host, upgrades),
      ...running(host, outdatedUnits),
    ]),
};

function waiting(host: string, upgrades: readonly Upgrade[]): readonly Found[] {
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
}

function running(host: string, units: readonly string[]): readonly Found[] {
  if (units.length === 0) return [];
  const names = units.map((each) => pasteable(each, 'UNIT')).join(' ');
  const [services, run] = units.length === 1 ? ['a service', 'runs'] : [`${units.length} services`, 'run'];
  return [
    {
      about: `host ${host}, running`,
      severity: 'MEDIUM',
      title: `what ${services} of ${host} ${run} has been replaced on disk`,
      evidence: [{ text: `${host}: ${listed(units)}` }],
      reasoning:
        'A program keeps the libraries that it was started with, whatever lies on disk now. A hole that an update has mended is open in it until it is restarted.',
      remedy: `\`rackwright exec ${host} -b -m command -a "{cmd: systemctl restart ${names}, always: true}"\`, or \`rackwright exec ${host} -b -m reboot -a "{}"\` where \`dbus\` or \`systemd-logind\` is among them; one host of a service after the other`,
    },
  ];
}

function listed(names: readonly string[]): string {
  return names.length > 12 ? `${names.slice(0, 10).join(', ')} and ${names.length - 10} more` : names.join(', ');
}
