import type { Draft, DraftGroup, DraftHost } from './draft.ts';
import { implicitLocalhost } from './implicit-localhost.ts';
import type { Inventory, InventoryGroup, InventoryHost, VariableLayer } from './model.ts';

/** Variable files of one directory, by the name of the group or host. */
export interface VariableFiles {
  readonly groups: ReadonlyMap<string, readonly VariableLayer[]>;
  readonly hosts: ReadonlyMap<string, readonly VariableLayer[]>;
}

/**
 * Makes the model of a draft whose relations are settled.
 * @param files lowest precedence first: directories of the inventories, then the playbook's
 */
export function assemble(draft: Draft, files: readonly VariableFiles[]): Inventory {
  const members = new Map([...draft.groups.keys()].map((name) => [name, membersOf(draft, name)]));
  const groups = new Map<string, InventoryGroup>();
  // Made once, so that all hosts of a group share the same objects.
  const own = new Map<string, readonly VariableLayer[]>();
  for (const [name, group] of draft.groups) {
    groups.set(name, { name, hosts: members.get(name) ?? [], children: [...group.children.keys()], span: group.span });
    own.set(name, layersOf(group, 'inventory group'));
  }
  const groupsOf = groupsByHost(draft, members);
  const hosts = new Map<string, InventoryHost>();
  for (const [name, host] of draft.hosts) {
    hosts.set(name, assembleHost(host, groupsOf.get(name) ?? [], own, files));
  }
  if (!hosts.has('localhost')) {
    const ownFiles = files.flatMap((each) => each.hosts.get('localhost') ?? []);
    hosts.set('localhost', implicitLocalhost(groupLayers([], own, files), ownFiles));
  }
  return { hosts, groups };
}

/** In Ansible's order: own hosts first, then those of the children, level by level. */
function membersOf(draft: Draft, name: string): readonly string[] {
  const hosts = new Set<string>();
  const seen = new Set([name]);
  // A set that grows while it is walked: breadth first.
  for (const each of seen) {
    const group = draft.groups.get(each);
    for (const host of group?.hosts ?? []) hosts.add(host);
    for (const child of group?.children.keys() ?? []) seen.add(child);
  }
  return [...hosts];
}

/** Groups of each host in the order in which their variables apply: shallow before deep, then by priority and name. */
function groupsByHost(draft: Draft, members: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const depths = depthsOf(draft);
  const sorted = [...draft.groups.values()]
    .filter((group) => group.name !== 'all')
    .toSorted(
      (a, b) =>
        (depths.get(a.name) ?? 0) - (depths.get(b.name) ?? 0) || a.priority - b.priority || (a.name < b.name ? -1 : 1),
    );
  const groups = new Map<string, string[]>();
  for (const { name } of sorted) {
    for (const host of members.get(name) ?? []) {
      const list = groups.get(host);
      if (list === undefined) groups.set(host, [name]);
      else list.push(name);
    }
  }
  return groups;
}

/** Length of the longest way down from `all`. */
function depthsOf(draft: Draft): ReadonlyMap<string, number> {
  const parents = new Map<string, string[]>();
  for (const group of draft.groups.values()) {
    for (const child of group.children.keys()) parents.set(child, [...(parents.get(child) ?? []), group.name]);
  }
  const depths = new Map<string, number>();
  const depthOf = (name: string): number => {
    const known = depths.get(name);
    if (known !== undefined) return known;
    const depth = Math.max(-1, ...(parents.get(name) ?? []).map(depthOf)) + 1;
    depths.set(name, depth);
    return depth;
  };
  for (const name of draft.groups.keys()) depthOf(name);
  return depths;
}

function assembleHost(
  host: DraftHost,
  groups: readonly string[],
  own: ReadonlyMap<string, readonly VariableLayer[]>,
  files: readonly VariableFiles[],
): InventoryHost {
  const layers = [
    ...groupLayers(groups, own, files),
    ...layersOf(host, 'inventory host'),
    ...files.flatMap((each) => each.hosts.get(host.name) ?? []),
  ];
  const { name, span, directory } = host;
  return { name, groups, layers, span, ...(directory !== undefined && { directory }) };
}

/** Ansible's order: all inventories, then all files of `all`, then the files of the other groups. */
function groupLayers(
  groups: readonly string[],
  own: ReadonlyMap<string, readonly VariableLayer[]>,
  files: readonly VariableFiles[],
): readonly VariableLayer[] {
  return [
    ...['all', ...groups].flatMap((group) => own.get(group) ?? []),
    ...files.flatMap((each) => each.groups.get('all') ?? []),
    ...files.flatMap((each) => groups.flatMap((group) => each.groups.get(group) ?? [])),
  ];
}

function layersOf(
  owner: DraftGroup | DraftHost,
  level: 'inventory group' | 'inventory host',
): readonly VariableLayer[] {
  return [...owner.layers].map(([origin, { variables, literal }]) => ({
    origin: `${origin} ${level.slice('inventory '.length)} ${owner.name}`,
    variables,
    level,
    ...(literal && { literal: true as const }),
  }));
}
