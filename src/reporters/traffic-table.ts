import type { HostSummary } from '../reporter.ts';
import { piece } from './line.ts';
import type { Piece } from './line.ts';

/** Rows of `--stats`: what travelled for each host and play, and the most that did. */
export function trafficTable(hosts: readonly HostSummary[]): readonly (readonly Piece[])[] {
  const all = hosts.flatMap(({ host, traffic }) => traffic.map((each) => ({ host, ...each })));
  if (all.length === 0) return [];
  const most = (key: Amount): number => all.reduce((largest, each) => Math.max(largest, each[key]), 0);
  return [
    ...all.map((each) => [each.host, `play ${each.play}`, ...cells((key) => each[key])]),
    [piece('strong', 'maximum'), '', ...cells(most)],
  ];
}

type Amount = 'roundTrips' | 'requests' | 'bytesSent' | 'bytesReceived';

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

function cells(amount: (key: Amount) => number): readonly Piece[] {
  return [
    `round-trips=${amount('roundTrips')}`,
    `requests=${amount('requests')}`,
    `sent=${kilobytes(amount('bytesSent'))}`,
    `received=${kilobytes(amount('bytesReceived'))}`,
  ];
}
