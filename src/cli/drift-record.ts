import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DriftResult, RunSummary } from '../reporter.ts';
import { UsageError } from './usage-error.ts';

/**
 * What `verify` found before, from a file with one result in JSON on each line; none where there is no file yet.
 * @throws UsageError for a file that is something else, or that could not be made
 */
export function driftRecord(path: string): readonly DriftResult[] {
  if (!existsSync(dirname(path))) throw new UsageError(`--record: there is no directory for ${path}`);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const result = parsed(line);
    if (result === undefined) throw new UsageError(`--record: line ${index + 1} of ${path} is no result of verify`);
    return [result];
  });
}

function parsed(line: string): DriftResult | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null) return undefined;
    const { at, hosts } = value as Readonly<Record<string, unknown>>;
    if (typeof at !== 'string' || typeof hosts !== 'object' || hosts === null) return undefined;
    const counts = Object.entries(hosts).filter(
      (entry): entry is [string, number | null] => entry[1] === null || typeof entry[1] === 'number',
    );
    return { at, hosts: Object.fromEntries(counts) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Adds a result to the file, in one write. @param at ISO 8601, UTC */
export function addDrift(path: string, at: string, playbook: string, { hosts }: RunSummary): void {
  const found = hosts.map(({ host, state, counts }) => [host, state === 'ok' ? counts['would-change'] : null] as const);
  appendFileSync(path, `${JSON.stringify({ at, playbook, hosts: Object.fromEntries(found) })}\n`, { mode: 0o600 });
}
