import type { FromServer } from '../../facts/server-fact.ts';

/** What a server says; nothing where there is none to say it: an earlier task may still make one. */
export function valueOf<Value>(observed: FromServer<Value>): Value | undefined {
  return observed.server === 'up' ? observed.value : undefined;
}
