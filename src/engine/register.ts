import type { Outcome } from '../reporter.ts';
import type { Arguments, Data } from '../resource.ts';

/** What `register` gives of one turn: Ansible's names where the thing is Ansible's. */
export function registerValue(outcome: Outcome, more: Arguments): Arguments {
  const failed = outcome.status === 'failed' || outcome.status === 'unreachable';
  return toScope({
    ...more,
    changed: outcome.status === 'changed' || outcome.status === 'would-change',
    failed,
    skipped: outcome.status === 'skipped',
    ...(outcome.status === 'unreachable' && { unreachable: true }),
    ...(failed && { msg: outcome.failure.message }),
    ...(outcome.status === 'skipped' && { skip_reason: outcome.why }),
  });
}

/** What `register` gives of a whole loop. */
export function registerLoop(results: readonly Arguments[]): Arguments {
  return toScope({
    results,
    changed: results.some((result) => result['changed'] === true),
    failed: results.some((result) => result['failed'] === true),
    skipped: results.length > 0 && results.every((result) => result['skipped'] === true),
  });
}

/** Own properties only, at every depth: what a host said can then never reach a prototype. */
function toScope(data: Arguments): Arguments {
  return Object.assign(
    Object.create(null) as object,
    Object.fromEntries(Object.entries(data).map(([key, value]) => [key, plain(value)])),
  );
}

function plain(value: Data): Data {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return toScope(value as Arguments);
}
