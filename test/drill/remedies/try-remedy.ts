import type { Site } from '../../support/site.ts';
import type { Remedy } from './remedy.ts';

export interface Tried {
  readonly findings: readonly string[];
  /** Seconds that the remedy took. */
  readonly seconds: number;
  /** What was seen past Rackwright, before and after. */
  readonly sign: string;
  /** What is not as it should be; empty when all is. */
  readonly wrong: readonly string[];
}

/** Makes it bad, has the audit find it, does what the finding says, and has the audit look again. */
export async function tryRemedy(site: Site, remedy: Remedy): Promise<Tried> {
  const { findings, sign } = remedy;
  await remedy.spoil(site);
  const before = await found(site, remedy, remedy.bad ?? []);
  const seen = await sign?.seen(site);
  const begun = performance.now();
  await remedy.apply(site);
  const seconds = (performance.now() - begun) / 1000;
  const after = await found(site, remedy, []);
  const seenAfter = await sign?.seen(site);
  return {
    findings,
    seconds,
    sign: sign === undefined ? '-' : `${sign.what}: ${word(seen)}, then ${word(seenAfter)}`,
    wrong: [
      ...findings.filter((each) => !before.includes(each)).map((each) => `${each} was not found`),
      ...findings.filter((each) => after.includes(each)).map((each) => `${each} is still found`),
      ...(sign !== undefined && seen !== true ? [`nothing was seen of it: ${sign.what}`] : []),
      ...(sign !== undefined && seenAfter !== false ? [`it is still seen: ${sign.what}`] : []),
    ],
  };
}

/** What the inventory, the playbook and the hosts say together: `T1b host lb1`. */
async function found(site: Site, { hosts }: Remedy, more: readonly string[]): Promise<readonly string[]> {
  const words = ['audit', 'playbooks/site.yml', '-i', 'inventory/lab.yml', '--live', '--limit', hosts, ...more];
  const { code, stdout, stderr } = await site.rackwright(...words, '--format', 'json');
  if ((code !== 0 && code !== 4) || stderr.includes('is not looked at')) throw new Error(`the audit: ${stderr}`);
  const { findings } = JSON.parse(stdout) as { readonly findings: readonly { readonly id: string; about: string }[] };
  return findings.map(({ id, about }) => `${id} ${about}`);
}

function word(seen: boolean | undefined): string {
  return seen === true ? 'seen' : 'not seen';
}
