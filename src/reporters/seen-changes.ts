import { createHash } from 'node:crypto';
import type { Change } from '../resource.ts';

/**
 * Remembers what was shown: a rack of hosts that change alike is read once, and their differences are worked out once. A digest is kept of
 * each, not the texts.
 */
export class SeenChanges {
  readonly #firstHosts = new Map<string, string>();

  /** The host on which the same was shown of the same task; nothing when this is the first. */
  earlier(host: string, task: string, changes: readonly Change[]): string | undefined {
    const key = createHash('sha256')
      .update(JSON.stringify([task, changes]))
      .digest('base64');
    const first = this.#firstHosts.get(key);
    if (first === undefined) this.#firstHosts.set(key, host);
    return first === host ? undefined : first;
  }
}
