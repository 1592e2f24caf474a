import type { Dialect } from '../sql/dialect.ts';
import type { Row } from './row.ts';
import type { Order } from './gtid-list.ts';
import type { NodeState } from './node.ts';

/**
 * CONTRACT of what one family of servers needs for being operated as a cluster, beside its words for single servers: how it tells its
 * state, and what its positions mean. All pure.
 */
export interface ClusterDialect {
  readonly sql: Dialect;
  /** Statements whose answers `read` takes. */
  readonly state: readonly string[];
  /** @throws RangeError when an answer is not what such a server says */
  read(answers: readonly (readonly Row[])[]): NodeState;
  /** How far one position is, seen from the other. */
  compare(one: string, other: string): Order;
  /**
   * Transactions that a server wrote by itself and that `source` does not have, for people; empty when there are none. `unknown`
   * when the history of the source does not tell.
   */
  errant(of: NodeState, source: NodeState): readonly string[] | 'unknown';
  /** Up to where `source` has what a server wrote by itself; empty when its history does not tell. */
  known(of: NodeState, source: NodeState): string;
  /** The same as `errant` when there is no source to ask: what a replica wrote by itself, as far as it and `others` can tell. */
  errantAmong(of: NodeState, others: readonly NodeState[]): readonly string[];
}
