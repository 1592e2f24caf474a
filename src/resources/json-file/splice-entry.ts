import { CannotConverge } from '../../resource.ts';
import { indentAt } from './json-style.ts';
import type { JsonStyle } from './json-style.ts';
import type { JsonEntry, JsonNode } from './parse-json.ts';
import { writeMember } from './write-json.ts';

/** The text with one more entry at the end of a map or list, on a line of its own where the others have one. */
export function insertEntry(
  text: string,
  node: JsonNode,
  name: string | undefined,
  value: unknown,
  style: JsonStyle,
): string {
  if (node.type === 'scalar') throw new CannotConverge('a single value cannot hold others');
  const layout = style.of(text, node);
  const last = node.entries.at(-1);
  if (last === undefined) {
    const inner = text.slice(node.start + 1, node.end - 1);
    const fresh = layout.unit === undefined ? undefined : layout.indent + layout.unit;
    const entry = writeMember(name, value, fresh === undefined ? layout : { ...layout, indent: fresh });
    const rest = inner.trim() === '' ? '' : inner.trimEnd();
    const body = fresh === undefined ? entry : `${rest}\n${fresh}${entry}\n${layout.indent}`;
    if (rest !== '' && fresh === undefined) throw new CannotConverge('a comment stands where a value is wanted');
    return text.slice(0, node.start + 1) + body + text.slice(node.end - 1);
  }
  const end = last.value.end;
  if (!startsLine(text, last.start))
    return `${text.slice(0, end)}${style.layout.comma}${writeMember(name, value, { ...layout, unit: undefined })}${text.slice(end)}`;
  const indent = indentAt(text, last.start);
  // A remark at the end of the line belongs to the entry that it follows.
  const remark = /^[ \t]*(?:\/\/[^\n]*|\/\*[^\n]*?\*\/[ \t]*(?=\n))/.exec(text.slice(end))?.[0] ?? '';
  const at = end + remark.length;
  return `${text.slice(0, end)},${remark}\n${indent}${writeMember(name, value, { ...layout, indent })}${text.slice(at)}`;
}

/** The text without an entry, with one comma less; remarks on lines of their own stay. */
export function removeEntry(
  text: string,
  node: Extract<JsonNode, { readonly entries: readonly JsonEntry[] }>,
  entry: JsonEntry,
): string {
  const own = startsLine(text, entry.start);
  const from = own ? text.lastIndexOf('\n', entry.start - 1) + 1 : entry.start;
  if (entry.comma !== undefined) {
    const behind = /^[ \t]*\n?/.exec(text.slice(entry.comma + 1))?.[0] ?? '';
    const to = entry.comma + 1 + behind.length;
    return own && !behind.endsWith('\n') ? cut(text, entry.start, to) : cut(text, from, to);
  }
  const before = node.entries[node.entries.indexOf(entry as never) - 1]?.comma;
  if (before === undefined) {
    const inner = cut(text, entry.start, entry.value.end).slice(
      node.start + 1,
      node.end - 1 - (entry.value.end - entry.start),
    );
    return inner.trim() === '' ? cut(text, node.start + 1, node.end - 1) : cut(text, entry.start, entry.value.end);
  }
  // From the comma before it on, but what stands between (remarks, line ends) is kept.
  const between = text.slice(before + 1, from);
  const kept = own ? between.replace(/\n$/, '') : between.trimEnd();
  return text.slice(0, before) + kept + text.slice(entry.value.end);
}

function cut(text: string, from: number, to: number): string {
  return text.slice(0, from) + text.slice(to);
}

function startsLine(text: string, offset: number): boolean {
  const line = text.lastIndexOf('\n', offset - 1);
  return line !== -1 && text.slice(line + 1, offset).trim() === '';
}
