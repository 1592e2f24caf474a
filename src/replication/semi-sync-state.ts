import type { SemiSync } from '../sql/dialect.ts';
import type { Row } from './row.ts';
import type { SemiSyncState } from './node.ts';

/** Statements whose answers {@link semiSyncState} takes together; servers without the plugins have nothing to say to them. */
export function semiSyncStatements(words: SemiSync): readonly string[] {
  const { sourceEnabled, replicaEnabled, sourceStatus, replicaStatus, clients } = words;
  const names = [sourceStatus, replicaStatus, clients].map((name) => `'${name}'`);
  return [
    `SHOW GLOBAL VARIABLES WHERE Variable_name IN ('${sourceEnabled}', '${replicaEnabled}')`,
    `SHOW GLOBAL STATUS WHERE Variable_name IN (${names.join(', ')})`,
  ];
}

export function semiSyncState(words: SemiSync, rows: readonly Row[]): SemiSyncState {
  const values = new Map(rows.map((row) => [row.get('Variable_name')?.toLowerCase(), row.get('Value')]));
  const value = (name: string): string => values.get(name.toLowerCase()) ?? '';
  return {
    wanted: [words.sourceEnabled, words.replicaEnabled].some((name) => value(name) === 'ON'),
    waits: value(words.sourceStatus) === 'ON',
    acknowledging: Number(value(words.clients)) || 0,
    acknowledges: value(words.replicaStatus) === 'ON',
  };
}
