import { createHash } from 'node:crypto';
import type { RunEvent } from '../../reporter.ts';

/** What a plan found on each host, as one digest: each task's outcome with its differences, in their order. */
export class HostDigests {
  readonly #found = new Map<string, unknown[]>();
  readonly #lost = new Set<string>();

  add(event: RunEvent): void {
    if (event.type === 'host.lost') this.#lost.add(event.host);
    if (event.type !== 'task.finished') return;
    const { id, item, name } = event.task;
    const found = this.#found.get(event.host) ?? [];
    found.push([id, item ?? null, name, event.outcome]);
    this.#found.set(event.host, found);
  }

  /** 64 hexadecimal digits by host; hosts that could not be looked at as a whole are missing. */
  get digests(): ReadonlyMap<string, string> {
    const whole = [...this.#found].filter(([host]) => !this.#lost.has(host));
    return new Map(
      whole.map(([host, found]) => [host, createHash('sha256').update(JSON.stringify(found)).digest('hex')] as const),
    );
  }
}
