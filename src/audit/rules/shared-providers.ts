import type { ReliesOn } from '../evidence/host-evidence.ts';
import type { Severity } from '../finding.ts';
import { isLoopback } from '../listens-on.ts';
import type { Rule } from '../rule.ts';

/** T9c */
export const sharedProviders: Rule = {
  id: 'T9c',
  title: 'All hosts depend on one name server, time server or gateway',
  explanation: `Looks at what hosts cannot do without: name servers (\`/etc/resolv.conf\`), the default gateway, time servers (chrony, timesyncd), the archive of packages. Found is a kind
of which all hosts that were looked at name one and the same: MEDIUM for names, because half of a site stops with them; LOW for the way out and for time, which drifts
slowly; INFO for packages. A gateway that two routers share (VRRP) looks like one: that is what a waiver is for. Needs \`--live\` and two hosts.`,
  judge: ({ evidence }) => {
    const seen = [...evidence].flatMap(([host, { reliesOn }]) => (reliesOn === undefined ? [] : [{ host, reliesOn }]));
    if (seen.length < 2) return [];
    return kinds.flatMap(({ of, what, severity, remedy, reasoning }) => {
      const [only, ...others] = [...new Set(seen.flatMap(({ reliesOn }) => of(reliesOn)))];
      if (only === undefined || others.length > 0 || seen.some(({ reliesOn }) => of(reliesOn).length === 0)) return [];
      return [
        {
          about: `${what} ${only}`,
          severity,
          title: `all hosts have one ${what}: ${only}`,
          evidence: [{ text: `${seen.map(({ host }) => host).join(', ')}: ${only} and no other` }],
          reasoning,
          remedy,
        },
      ];
    });
  },
};

const kinds: readonly {
  readonly of: (all: ReliesOn) => readonly string[];
  readonly what: string;
  readonly severity: Severity;
  readonly reasoning: string;
  readonly remedy: string;
}[] = [
  {
    // A resolver of the host's own is not shared, and what a cloud offers at a link-local address is no single machine.
    of: ({ names }) => (names.some((each) => isLoopback(each) || each.startsWith('169.254.')) ? [] : names),
    what: 'name server',
    severity: 'MEDIUM',
    reasoning:
      'When it is lost, whatever calls another by name waits for seconds and fails, on all hosts at once. Certificates, mail and packages go with it.',
    remedy:
      'add a second `nameserver` in another rack to `/etc/resolv.conf` of all hosts (`rackwright exec all -b -m lineinfile -a "{path: /etc/resolv.conf, line: nameserver ADDRESS}"`, or where your network is configured), with `options timeout:1 attempts:2`',
  },
  {
    of: ({ gateway }) => gateway.filter((each) => !each.startsWith('fe80:')),
    what: 'gateway',
    severity: 'LOW',
    reasoning:
      'When it is lost, no client from elsewhere reaches the site, however many load balancers there are. Alarms do not get out either.',
    remedy:
      'let two routers share that address (VRRP) and bear it in `audit_waivers`; and set `alertmanager_deadman_url`, so that silence is noticed outside',
  },
  {
    of: ({ time, pools }) => [...time, ...pools.flatMap((each) => [each, `another of ${each}`])],
    what: 'time server',
    severity: 'LOW',
    reasoning:
      'One that is wrong is followed by all, and with it certificates end early and logs lie. With three or more, the odd one out is outvoted.',
    remedy:
      'give chrony three servers or a `pool` (`rackwright exec all -b -m lineinfile -a "{path: /etc/chrony/chrony.conf, line: pool 2.debian.pool.ntp.org iburst}"`)',
  },
  {
    of: ({ packages }) => packages,
    what: 'archive of packages',
    severity: 'INFO',
    reasoning:
      'While it is away no host can be installed or patched. That hurts when a lost host has to be replaced just then.',
    remedy:
      'name a second archive (`rackwright exec all -b -m apt_repository -a "{name: debian, repo: deb http://deb.debian.org/debian bookworm main}"`), or keep a mirror of your own',
  },
];
