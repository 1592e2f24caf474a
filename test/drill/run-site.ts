import type { RunEvent } from '../../src/reporter.ts';
import type { Site } from '../support/site.ts';

export interface SiteRun {
  readonly code: number;
  /** What failed, or changed, and what was said to it. */
  readonly told: string;
}

/** Runs the whole site. @param variables `NAME=VALUE` or JSON */
export async function runSite(site: Site, variables: readonly string[], ...more: readonly string[]): Promise<SiteRun> {
  const { code, events, stderr } = await site.play('run', ...variables.flatMap((each) => ['-e', each]), ...more);
  const told = events.flatMap((event: RunEvent) => {
    if (event.type === 'host.lost') return [`${event.host} was lost`];
    if (event.type !== 'task.finished') return [];
    const { status } = event.outcome;
    if (status === 'ok' || status === 'skipped' || (status === 'changed' && !more.includes('--expect-unchanged')))
      return [];
    return [`${event.host}: ${event.task.name}: ${JSON.stringify(event.outcome)}`];
  });
  return { code, told: [...told, stderr].join('\n').slice(0, 4000) };
}
