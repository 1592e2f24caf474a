import type { InventoryHost, VariableLayer } from '../../inventory/model.ts';
import type { Located } from '../../language/located.ts';
import { usesIn } from './uses-in.ts';

/** Hosts for which the inventory defines the same names, by values that refer to the same names. */
export interface HostClass {
  readonly hosts: readonly InventoryHost[];
  /**
   * The names that the inventory does not define and that this one, or a value behind it, needs. Names that something
   * else than the inventory defines are among them, too.
   */
  readonly missingFor: (name: string) => ReadonlySet<string>;
}

/** Puts hosts together that a check of names need not tell apart: a rack of a thousand hosts has a handful of classes. */
export function hostClasses(hosts: readonly InventoryHost[]): readonly HostClass[] {
  const ids = new Map<string, number>();
  const layerIds = new Map<VariableLayer, number>();
  const idOfLayer = (layer: VariableLayer): number => {
    let id = layerIds.get(layer);
    if (id === undefined) {
      const names = namesIn(layer);
      id = ids.get(names) ?? ids.size;
      ids.set(names, id);
      layerIds.set(layer, id);
    }
    return id;
  };
  const classes = new Map<string, InventoryHost[]>();
  for (const host of hosts) {
    const key = `${host.layers.map(idOfLayer).join(' ')}${host.directory === undefined ? '' : ' directory'}`;
    const members = classes.get(key);
    if (members === undefined) classes.set(key, [host]);
    else members.push(host);
  }
  return [...classes.values()].map((members) => ({ hosts: members, missingFor: missingFrom(members) }));
}

/** The names that a layer defines, each with the names behind its value: all that {@link missingFrom} looks at. */
function namesIn(layer: VariableLayer): string {
  return JSON.stringify([...layer.variables].map(([name, value]) => [name, ...namesBehind(layer, value)]).sort());
}

function namesBehind(layer: VariableLayer, value: Located): readonly string[] {
  return layer.literal === true ? [] : usesIn(value).flatMap((use) => (use.optional ? [] : [use.name]));
}

function missingFrom([host]: readonly InventoryHost[]): HostClass['missingFor'] {
  const values = new Map<string, Located | undefined>();
  for (const layer of host?.layers ?? [])
    for (const [name, value] of layer.variables) values.set(name, layer.literal === true ? undefined : value);
  const found = new Map<string, ReadonlySet<string>>();
  return (name) => {
    let missing = found.get(name);
    if (missing === undefined) found.set(name, (missing = closure(name, values)));
    return missing;
  };
}

function closure(name: string, values: ReadonlyMap<string, Located | undefined>): ReadonlySet<string> {
  const seen = new Set([name]);
  const missing = new Set<string>();
  for (const each of seen) {
    if (!values.has(each)) missing.add(each);
    const value = values.get(each);
    for (const use of value === undefined ? [] : usesIn(value)) if (!use.optional) seen.add(use.name);
  }
  return missing;
}
