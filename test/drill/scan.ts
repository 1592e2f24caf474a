import type { Site } from '../support/site.ts';

/** What a host sees of another: ports that answer, by protocol and family: `tcp ipv4` → `['443']`. */
export type Seen = ReadonlyMap<string, ReadonlySet<string>>;

export interface ScanPlan {
  /** For `nmap -p`: `-` for all. */
  readonly tcp: string;
  readonly udp: string;
}

/**
 * Scans from inside of a host. A port that is let in answers, whether or not somebody listens there; what is dropped does not.
 * @returns by the target's name
 */
export async function scan(
  site: Site,
  from: string,
  targets: readonly { readonly name: string; readonly addresses: readonly string[] }[],
  plan: ScanPlan,
): Promise<ReadonlyMap<string, Seen>> {
  const runs = targets.flatMap(({ name, addresses }) =>
    addresses.flatMap((address) =>
      (['tcp', 'udp'] as const).map((protocol) => {
        const family = address.includes(':') ? 'ipv6' : 'ipv4';
        const options = [...(family === 'ipv6' ? ['-6'] : []), ...tuning[protocol], '-p', plan[protocol]].join(' ');
        const way = `${protocol} ${family}`;
        // Its report is named here: nmap spells addresses in its own way.
        const command = `{ nmap -Pn -n -T4 ${options} -oG - ${address} | grep -v '^#' | sed 's/^/${name} ${way} /'; } &`;
        return { name, way, command };
      }),
    ),
  );
  const output = await site.asRoot(from, [...runs.map(({ command }) => command), 'wait'].join('\n'));
  const seen = new Map(targets.map(({ name }) => [name, new Map<string, ReadonlySet<string>>()]));
  for (const { name, way } of runs) {
    const lines = output.split('\n').filter((line) => line.startsWith(`${name} ${way} `));
    seen.get(name)?.set(way, answering(lines.join('\n')));
  }
  return seen;
}

const tuning = {
  tcp: ['-sS', '--min-rate', '4000', '--max-retries', '2'],
  udp: ['-sU', '--max-retries', '2'],
} as const;

/** `open` and `closed` answered; where most are closed nmap lists the others, and nothing is filtered at all. */
function answering(report: string): ReadonlySet<string> {
  if (!report.includes('Ports:') && !report.includes('Ignored State:') && !report.includes('Status: Up'))
    throw new Error(`nmap tells nothing: ${report}`);
  const ports = [...report.matchAll(/(\d+)\/(?:open|closed)\//g)].map(([, port = '']) => port);
  const unfiltered = /Ignored State: closed \((\d+)\)/.exec(report)?.[1];
  return new Set([...ports, ...(unfiltered === undefined ? [] : [`${unfiltered} more`])]);
}
