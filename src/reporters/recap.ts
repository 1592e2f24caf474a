import type { RunProfile, RunSummary } from '../reporter.ts';
import { duration } from './amount.ts';
import { align } from './align.ts';
import { hostTable } from './host-table.ts';
import { line, piece } from './line.ts';
import type { Line } from './line.ts';
import { profileLines } from './profile-lines.ts';
import { reasonLines } from './reason-lines.ts';
import type { RunRecord } from './record.ts';
import { trafficTable } from './traffic-table.ts';
import { verdict } from './verdict.ts';

/** The end of a run's report: hosts, what went wrong, what it cost, and what it comes to. */
export function recapLines(
  summary: RunSummary,
  record: RunRecord,
  options: { readonly stats: boolean; readonly profile: RunProfile | undefined },
): readonly Line[] {
  return [
    line(),
    line(piece('strong', 'recap'), ` after ${duration(summary.durationMs)}`),
    ...align(hostTable(summary)),
    ...titled('what went wrong', reasonLines(summary, record)),
    ...(options.stats ? titled('what travelled', align(trafficTable(summary.hosts))) : []),
    ...(options.profile === undefined ? [] : profileLines(options.profile)),
    line(),
    verdict(summary, record),
  ];
}

function titled(title: string, lines: readonly Line[]): readonly Line[] {
  return lines.length === 0 ? [] : [line(), line(piece('strong', title)), ...lines];
}
