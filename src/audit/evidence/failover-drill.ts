import { jsonObject } from '../../json-object.ts';

/** What the last drill of a failover has left on the servers, in {@link drillFile}: one JSON object. */
export interface FailoverDrill {
  /** RFC 3339. */
  readonly at: string;
  /** Seconds without any acknowledged write. */
  readonly outageSeconds: number;
  /** Writes that were acknowledged and are gone; nothing where nobody counted. */
  readonly missing?: number;
}

/** SEAM: whoever tries a failover writes it, on each server that answers; `audit --live` reads it. */
export const drillFile = '/var/lib/rackwright/mysql/drill';

/** Nothing for what is no record: a host may say anything. */
export function readFailoverDrill(text: string): FailoverDrill | undefined {
  const { at, outageSeconds, missing } = jsonObject(text) ?? {};
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at))) return undefined;
  if (typeof outageSeconds !== 'number') return undefined;
  if (missing === undefined) return { at, outageSeconds };
  return typeof missing === 'number' ? { at, outageSeconds, missing } : undefined;
}
