import type { Located } from '../language/located.ts';
import type { Sealed } from '../language/sealed.ts';
import type { PrecedenceLevel } from './precedence.ts';
import type { Span } from '../diagnostics/span.ts';

/** All inventories of a run, merged. Frozen plain data. */
export interface Inventory {
  /**
   * In the order in which they were first named. A `localhost` that nobody named comes last and is in no group, so that
   * neither `hosts: all` nor `*` mean it; the hosts of a run are those of the group `all`.
   */
  readonly hosts: ReadonlyMap<string, InventoryHost>;
  /** Always has `all` and `ungrouped`. */
  readonly groups: ReadonlyMap<string, InventoryGroup>;
}

export interface InventoryHost {
  readonly name: string;
  /** Names of all groups that hold it, directly or through children, without `all`, `ungrouped` included; parents before children, then by priority and name. */
  readonly groups: readonly string[];
  /** Lowest precedence first: group `all`, parents, children, then the host's own. */
  readonly layers: readonly VariableLayer[];
  /** Directory of the inventory that first named it, absolute: `inventory_dir`. Nothing for hosts of no file. */
  readonly directory?: string;
  readonly span: Span | undefined;
}

export interface InventoryGroup {
  readonly name: string;
  /** Names of the hosts in it, through children too. */
  readonly hosts: readonly string[];
  readonly children: readonly string[];
  readonly span: Span | undefined;
}

/** Variables from one place. Values may hold templates, which are rendered when read, unless the layer is literal. */
export interface VariableLayer {
  /** For people: `group_vars/web.yml`, `inventory/lab.yml host web1`. */
  readonly origin: string;
  readonly variables: ReadonlyMap<string, Located>;
  /** The values came from a program (an executable inventory): they are data, and braces in them mean nothing. */
  readonly literal?: true;
  /** Where it stands in `precedence.ts`, for people who ask where a value comes from. */
  readonly level?: PrecedenceLevel;
  /** It comes from an encrypted file and has no variables before that is opened. */
  readonly sealed?: Sealed;
}
