import type { RunSummary } from '../reporter.ts';
import { plural } from './amount.ts';
import { listed } from './listed.ts';
import { line, piece } from './line.ts';
import type { Line } from './line.ts';
import { place } from './place.ts';
import type { Reason, RunRecord } from './record.ts';

/** Why hosts failed, a line each and one for all hosts with the same reason; and what their handlers did not do. */
export function reasonLines({ hosts }: RunSummary, record: RunRecord): readonly Line[] {
  const troubled = hosts.filter(({ state }) => state !== 'ok').map(({ host }) => host);
  const reasons = grouped(
    troubled,
    (host) => record.reasons.get(host),
    (reason) => JSON.stringify(reason),
  );
  const owed = grouped(
    troubled,
    (host) => record.owed.get(host),
    (names) => names.join('\n'),
  );
  return [
    ...reasons.map(({ names, value }) => reasonLine(names, value)),
    ...owed.map(({ names, value }) =>
      line(piece('failed', `${hostsOf(names)}: handlers not run: ${value.join(', ')}`)),
    ),
  ];
}

function reasonLine(names: readonly string[], { task, message, at }: Reason): Line {
  return line(piece('failed', hostsOf(names)), `: ${task === undefined ? '' : `${task}: `}`, message, ...place(at));
}

function hostsOf(names: readonly string[]): string {
  return names.length === 1 ? (names[0] ?? '') : `${plural(names.length, 'host')} (${listed(names, shownNames)})`;
}

const shownNames = 50;

function grouped<Value>(
  names: readonly string[],
  valueOf: (name: string) => Value | undefined,
  keyOf: (value: Value) => string,
): readonly { readonly names: readonly string[]; readonly value: Value }[] {
  const groups = new Map<string, { readonly names: string[]; readonly value: Value }>();
  for (const name of names) {
    const value = valueOf(name);
    if (value === undefined) continue;
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { names: [name], value });
    else group.names.push(name);
  }
  return [...groups.values()];
}
