import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Document, Pair, YAMLMap, YAMLSeq } from 'yaml';
import { CannotConverge } from '../../resource.ts';
import type { KeyPath } from '../structured-file/edits.ts';

/** Where a path leads in a document. */
export interface Located {
  /** The innermost map or list that exists; nothing in an empty document. */
  readonly container: YAMLMap | YAMLSeq | undefined;
  /** What stands there at the path's next name: a pair of a map, or the index of a list's item. */
  readonly entry: Pair | number | undefined;
  /** The container's own pair, when it stands in a map. */
  readonly above: Pair | undefined;
  /** Names that are still missing below the container; empty when the path exists. */
  readonly missing: KeyPath;
  /** The path as the document's own keys, which need not be texts. */
  readonly keys: readonly unknown[];
}

/** @throws CannotConverge when something else than a map or list is on the way */
export function locate(doc: Document, path: KeyPath): Located {
  let node: unknown = doc.contents;
  let above: Pair | undefined;
  let keys: readonly unknown[] = [];
  for (const [depth, name] of path.entries()) {
    const place = path.slice(0, depth).join('.') || 'the file';
    if (isAlias(node))
      throw new CannotConverge(`${place} is the alias *${node.source}; set the value where it is defined`);
    // An empty value can become a map.
    if (node === null || node === undefined || (isScalar(node) && node.value === null))
      return { container: undefined, entry: undefined, above, missing: path.slice(depth), keys };
    if (!isMap(node) && !isSeq(node))
      throw new CannotConverge(`${place} is neither a map nor a list, so it cannot hold ${name}`);
    const entry: Pair | number | undefined = isMap(node) ? pairOf(node, name) : indexOf(node, name, place);
    const key = typeof entry === 'object' ? entry.key : (entry ?? (isSeq(node) ? node.items.length : name));
    keys = [...keys, isScalar(key) ? key.value : key];
    const last = depth === path.length - 1;
    if (entry === undefined) return { container: node, entry, above, missing: path.slice(depth), keys };
    if (last) return { container: node, entry, above, missing: [], keys };
    above = typeof entry === 'object' ? entry : undefined;
    node = typeof entry === 'object' ? entry.value : node.items[entry];
  }
  return { container: undefined, entry: undefined, above, missing: [], keys };
}

/** Keys that are no texts are found by what they would be as one: `80`. */
function pairOf(map: YAMLMap, name: string): Pair | undefined {
  return map.items.find(({ key }) => String(isScalar(key) ? key.value : key) === name);
}

function indexOf(list: YAMLSeq, name: string, place: string): number | undefined {
  const index = /^\d{1,9}$/.test(name) ? Number(name) : -1;
  if (index === -1) throw new CannotConverge(`${place} is a list, so ${JSON.stringify(name)} is no place in it`);
  if (index > list.items.length)
    throw new CannotConverge(`${place} has ${list.items.length} items, so there is no place ${index}`);
  return index < list.items.length ? index : undefined;
}
