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
  const seen = new Map(targets.map(({ name }) => [name, new Map<string, ReadonlySet<string>>()]));
  for (const family of ['ipv4', 'ipv6'] as const) {
    const addresses = new Map(
      targets.flatMap(({ name, addresses }) =>
        addresses.filter((each) => each.includes(':') === (family === 'ipv6')).map((each) => [each, name] as const),
      ),
    );
    for (const protocol of ['tcp', 'udp'] as const) {
      const option = protocol === 'tcp' ? '-sS --min-rate 10000 --max-retries 2' : '-sU --max-retries 4';
      const six = family === 'ipv6' ? '-6' : '';
      // One run for each target, side by side: its report needs no address then, which nmap spells in its own way.
      const runs = [...addresses.keys()].map(
        (address) =>
          `{ nmap ${six} -Pn -n -T4 ${option} -p ${plan[protocol]} -oG - ${address} | grep -v '^#' | sed 's/^/${address} /'; } &`,
      );
      const output = await site.asRoot(from, [...runs, 'wait'].join('\n'));
      for (const [address, name] of addresses) {
        const lines = output.split('\n').filter((line) => line.startsWith(`${address} `));
        seen.get(name)?.set(`${protocol} ${family}`, answering(lines.join('\n')));
      }
    }
  }
  return seen;
}

/** `open` and `closed` answered; where most are closed nmap lists the others, and nothing is filtered at all. */
function answering(report: string): ReadonlySet<string> {
  if (!report.includes('Ports:') && !report.includes('Ignored State:') && !report.includes('Status: Up'))
    throw new Error(`nmap tells nothing: ${report}`);
  const ports = [...report.matchAll(/(\d+)\/(?:open|closed)\//g)].map(([, port = '']) => port);
  const unfiltered = /Ignored State: closed \((\d+)\)/.exec(report)?.[1];
  return new Set([...ports, ...(unfiltered === undefined ? [] : [`${unfiltered} more`])]);
}
