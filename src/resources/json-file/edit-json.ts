import { CannotConverge } from '../../resource.ts';
import type { Data } from '../../resource.ts';
import { equalData } from '../structured-file/equal-data.ts';
import type { KeyPath, StructuredEdit } from '../structured-file/edits.ts';
import { jsonStyle } from './json-style.ts';
import type { JsonStyle } from './json-style.ts';
import { insertEntry, removeEntry } from './splice-entry.ts';
import { parseJson } from './parse-json.ts';
import type { JsonEntry, JsonNode } from './parse-json.ts';
import { plainJson } from './plain-json.ts';
import { writeJson } from './write-json.ts';

/**
 * The text of a JSON file with the edit in it; everything else stays, character by character. An empty file is an empty map.
 * @throws JsonSyntaxError; CannotConverge when something else than a map or list is on the way
 */
export function editJson(text: string, edit: StructuredEdit): string {
  const whole = text.trim() === '' ? '{}\n' : text;
  const root = parseJson(whole);
  const style = jsonStyle(whole, root);
  const edited = edit.type === 'set' ? setAt(whole, root, edit, style) : removeAt(whole, root, edit.path);
  return edited === whole ? text : edited;
}

function setAt(
  text: string,
  root: JsonNode,
  { path, value }: { readonly path: KeyPath; readonly value: Data },
  style: JsonStyle,
): string {
  let node = root;
  for (const [depth, name] of path.entries()) {
    const entry = entryAt(node, path, depth);
    if (entry === undefined) {
      const fresh = path.slice(depth + 1).reduceRight<Data>((inner, each) => ({ [each]: inner }), value);
      return insertEntry(text, node, node.type === 'object' ? name : undefined, fresh, style);
    }
    node = entry.value;
  }
  if (equalData(plainJson(node), value)) return text;
  return text.slice(0, node.start) + writeJson(value, style.of(text, node)) + text.slice(node.end);
}

function removeAt(text: string, root: JsonNode, path: KeyPath): string {
  let node = root;
  for (const depth of path.keys()) {
    if (node.type === 'scalar') return text;
    const entry = entryAt(node, path, depth);
    if (entry === undefined) return text;
    if (depth === path.length - 1) return removeEntry(text, node, entry);
    node = entry.value;
  }
  return text;
}

/** Nothing when it is not there, but could be put there. Of members with one name the last counts, as every reader has it. */
function entryAt(node: JsonNode, path: KeyPath, depth: number): JsonEntry | undefined {
  const name = path[depth] ?? '';
  const above = path.slice(0, depth).join('.') || 'the file';
  if (node.type === 'object') return node.entries.findLast((member) => member.name === name);
  if (node.type === 'scalar')
    throw new CannotConverge(`${above} is neither a map nor a list, so it cannot hold ${name}`);
  const index = /^\d{1,9}$/.test(name) ? Number(name) : -1;
  if (index === -1) throw new CannotConverge(`${above} is a list, so ${JSON.stringify(name)} is no place in it`);
  if (index > node.entries.length)
    throw new CannotConverge(`${above} has ${node.entries.length} items, so there is no place ${index}`);
  return node.entries[index];
}
