import type { Located } from '../language/located.ts';
import type { Span } from '../diagnostics/span.ts';

/** All inventories of a run, merged. Frozen plain data. */
export interface Inventory {
  /** In the order in which they were first named. */
  readonly hosts: ReadonlyMap<string, InventoryHost>;
  /** Always has `all` and `ungrouped`. */
  readonly groups: ReadonlyMap<string, InventoryGroup>;
}

export interface InventoryHost {
  readonly name: string;
  /** Names of all groups that hold it, directly or through children, without `all`; parents before children, then by priority and name. */
  readonly groups: readonly string[];
  /** Lowest precedence first: group `all`, parents, children, then the host's own. */
  readonly layers: readonly VariableLayer[];
  readonly span: Span | undefined;
}

export interface InventoryGroup {
  readonly name: string;
  /** Names of the hosts in it, through children too. */
  readonly hosts: readonly string[];
  readonly children: readonly string[];
  readonly span: Span | undefined;
}

/** Variables from one place. Values may hold templates; they are rendered when read. */
export interface VariableLayer {
  /** For people: `group_vars/web.yml`, `inventory/lab.yml host web1`. */
  readonly origin: string;
  readonly variables: ReadonlyMap<string, Located>;
}
