import type { Disposition, LogRate } from '../policy.ts';

/** What ends a chain of ours. Dropping is the chain's own policy. */
export function finalRules(disposition: Disposition, log: LogRate | undefined): readonly string[] {
  if (disposition === 'accept') return [];
  const rejects = ['meta l4proto tcp reject with tcp reset', 'reject with icmpx type port-unreachable'];
  return [...logRules(log), ...(disposition === 'reject' ? rejects : [])];
}

function logRules(rate: LogRate | undefined): readonly string[] {
  return rate === undefined ? [] : [`limit rate ${rate.count}/${units[rate.unit]} log prefix "[RACKWRIGHT DROP] "`];
}

const units: Readonly<Record<LogRate['unit'], string>> = { sec: 'second', min: 'minute', hour: 'hour' };
