import type { Control } from '../action.ts';
import type { Outcome } from '../reporter.ts';
import type { Arguments } from '../resource.ts';

/** How an entry's turn ended. */
export interface TurnEnd {
  readonly outcome: Outcome;
  /** For `register`, besides what every outcome gives. */
  readonly result: Arguments;
  readonly variables: Arguments;
  /** Something was written or run on the host: whatever was read ahead is void. */
  readonly touched: boolean;
  /** In a plan: the result is not known, since nothing ran. */
  readonly unknown: boolean;
  readonly control?: Control | undefined;
}

export function end(outcome: Outcome, more: Partial<Omit<TurnEnd, 'outcome'>> = {}): TurnEnd {
  return { outcome, result: {}, variables: {}, touched: false, unknown: false, ...more };
}
