import type { RunSummary } from '../reporter.ts';

export const exitCodes = {
  converged: 0,
  failed: 1,
  usage: 2,
  unreachable: 3,
  drift: 4,
  bug: 70,
  interrupted: 130,
} as const;

/**
 * The exit code of a run, of its summary alone. A failure weighs more than an unreachable host, which weighs more than
 * a difference.
 *
 * @param expectUnchanged a difference or change is drift (`verify`, `run --expect-unchanged`)
 */
export function exitCodeOf(summary: RunSummary, expectUnchanged: boolean): number {
  if (summary.interrupted) return exitCodes.interrupted;
  const states = new Set(summary.hosts.map((host) => host.state));
  if (states.has('failed')) return exitCodes.failed;
  if (states.has('unreachable')) return exitCodes.unreachable;
  if (states.has('interrupted')) return exitCodes.failed;
  const differs = summary.hosts.some(({ counts }) => counts.changed + counts['would-change'] > 0);
  return expectUnchanged && differs ? exitCodes.drift : exitCodes.converged;
}
