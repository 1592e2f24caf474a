import type { Site } from '../../support/site.ts';
import type { Remedy } from './remedy.ts';

export interface Tried {
  readonly findings: readonly string[];
  /** Seconds that the remedy took. */
  readonly seconds: number;
  /** What was seen past Rackwright, before and after, and what is found in place of what is gone. */
  readonly sign: string;
  /** What is not as it should be; empty when all is. */
  readonly wrong: readonly string[];
}

interface Found {
  /** `T1b host lb1` */
  readonly plain: string;
  /** `HIGH T1b host lb1` */
  readonly severe: string;
  readonly evidence: string;
}

/** Makes it bad, has the audit find it, does what the finding says, and has the audit look again. @param playbooks that are judged, too */
export async function tryRemedy(site: Site, remedy: Remedy, playbooks: readonly string[]): Promise<Tried> {
  const { findings, leaves = [], sign } = remedy;
  await remedy.spoil(site);
  const before = await look(site, remedy, playbooks, remedy.bad ?? []);
  const seen = await sign?.seen(site);
  const begun = performance.now();
  await remedy.apply(site);
  const seconds = (performance.now() - begun) / 1000;
  const after = await look(site, remedy, playbooks, []);
  const seenAfter = await sign?.seen(site);
  const left = leaves.map((each) => `then ${each}: ${named(after, each)?.evidence ?? '?'}`);
  return {
    findings,
    seconds,
    sign:
      [...(sign === undefined ? [] : [`${sign.what}: ${word(seen)}, then ${word(seenAfter)}`]), ...left].join('; ') ||
      '-',
    wrong: [
      ...findings.filter((each) => named(before, each) === undefined).map((each) => `${each} was not found`),
      ...findings.filter((each) => named(after, each) !== undefined).map((each) => `${each} is still found`),
      ...leaves.filter((each) => named(after, each) === undefined).map((each) => `${each} is not found afterwards`),
      ...(sign !== undefined && seen !== true ? [`nothing was seen of it: ${sign.what}`] : []),
      ...(sign !== undefined && seenAfter !== false ? [`it is still seen: ${sign.what}`] : []),
    ],
  };
}

/** What the inventory, the playbook and the hosts say together. */
async function look(
  site: Site,
  { hosts }: Remedy,
  playbooks: readonly string[],
  more: readonly string[],
): Promise<readonly Found[]> {
  const words = ['audit', ...playbooks, '-i', 'inventory/lab.yml', '--live', '--limit', hosts, ...more];
  const { code, stdout, stderr } = await site.rackwright(...words, '--format', 'json');
  if ((code !== 0 && code !== 4) || stderr.includes('is not looked at')) throw new Error(`the audit: ${stderr}`);
  const { findings } = JSON.parse(stdout) as {
    readonly findings: readonly {
      readonly id: string;
      readonly about: string;
      readonly severity: string;
      readonly waived: boolean;
      readonly evidence: readonly { readonly text: string }[];
    }[];
  };
  return findings.map(({ id, about, severity, waived, evidence }) => ({
    // What is borne is gone, and is there only for who asks for it.
    plain: waived ? '' : `${id} ${about}`,
    severe: `${waived ? 'WAIVED' : severity} ${id} ${about}`,
    evidence: evidence.map(({ text }) => text).join(', '),
  }));
}

function named(all: readonly Found[], name: string): Found | undefined {
  return all.find(({ plain, severe }) => name === plain || name === severe);
}

function word(seen: boolean | undefined): string {
  return seen === true ? 'seen' : 'not seen';
}
