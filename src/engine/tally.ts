import type { HostSummary, RunEvent } from '../reporter.ts';

const none = { ok: 0, changed: 0, 'would-change': 0, skipped: 0, failed: 0, unreachable: 0, ignored: 0, rescued: 0 };

/** Counts outcomes by host; give it every event. */
export class Tally {
  readonly #counts = new Map<string, Record<keyof HostSummary['counts'], number>>();

  add(event: RunEvent): void {
    if (event.type !== 'task.finished') return;
    const counts = this.#of(event.host);
    if (event.outcome.status === 'failed' && event.outcome.ignored) counts.ignored += 1;
    else if (event.outcome.status === 'unreachable' && event.outcome.ignored === true) counts.ignored += 1;
    else if (event.outcome.status === 'failed' && event.outcome.rescued === true) counts.rescued += 1;
    else counts[event.outcome.status] += 1;
  }

  of(host: string): HostSummary['counts'] {
    return { ...this.#of(host) };
  }

  #of(host: string): Record<keyof HostSummary['counts'], number> {
    let counts = this.#counts.get(host);
    if (counts === undefined) {
      counts = { ...none };
      this.#counts.set(host, counts);
    }
    return counts;
  }
}
