import { isCollection, isMap, isNode, isScalar } from 'yaml';
import type { Document, Node, Pair, YAMLMap, YAMLSeq } from 'yaml';
import type { Data } from '../../resource.ts';
import type { StructuredEdit } from '../structured-file/edits.ts';
import type { Located } from './locate.ts';
import { yamlStyle } from './yaml-style.ts';
import type { YamlStyle } from './yaml-style.ts';

/**
 * The text with only those lines changed that hold the value; nothing where that is not as simple as this file knows it. Whether the
 * result says what it should is for the caller to see.
 */
export function spliceEdit(text: string, doc: Document, found: Located, edit: StructuredEdit): string | undefined {
  const { container, entry, above, missing } = found;
  const style = yamlStyle(text, doc);
  if (edit.type === 'remove') return container && remove(text, container, entry);
  if (missing.length === 0) return container && replace(text, container, entry, edit.value, style);
  const value = missing.slice(1).reduceRight<Data>((inner, name) => ({ [name]: inner }), edit.value);
  if (container !== undefined) return insert(text, container, missing[0] ?? '', value, style);
  const whole = { [missing[0] ?? '']: value };
  if (above !== undefined) return replacePair(text, above, whole, style);
  return doc.contents === null
    ? `${text === '' || text.endsWith('\n') ? text : `${text}\n`}${style.lines(whole).join('')}`
    : undefined;
}

function replace(
  text: string,
  container: YAMLMap | YAMLSeq,
  entry: Pair | number | undefined,
  value: Data,
  style: YamlStyle,
): string | undefined {
  if (typeof entry === 'object' && container.flow !== true) return replacePair(text, entry, value, style);
  const node = typeof entry === 'object' ? entry.value : container.items[entry ?? 0];
  return isNode(node) && isInline(node) && node.range
    ? put(text, node.range[0], node.range[1], style.inline(value, quotes(node)))
    : undefined;
}

/** The value of a pair on lines of its own map. */
function replacePair(text: string, { key, value: old }: Pair, value: Data, style: YamlStyle): string | undefined {
  if (!isNode(key) || !isNode(old) || !key.range || !old.range) return undefined;
  const colon = text.indexOf(':', key.range[1]);
  const [start, end] = old.range;
  const inline = isInline(old);
  if (inline && (isEmptyOrScalar(value) || isCollection(old)))
    return put(text, start, end, `${start === colon + 1 ? ' ' : ''}${style.inline(value, quotes(old))}`);
  // What stands behind the colon, or behind the old value, on the same line: at most a remark.
  const remark = inline ? lineFrom(text, end) : isScalar(old) ? '' : lineFrom(text, colon + 1);
  const indent = columnOf(text, key.range[0]);
  const to = inline ? end + remark.length : end;
  if (isEmptyOrScalar(value)) return put(text, colon + 1, to, ` ${style.inline(value)}${remark.trimEnd()}\n`);
  const lines = indented(style.lines({ x: value }).slice(1), ' '.repeat(indent)).join('');
  return put(text, colon + 1, to, `${remark.trimEnd()}\n${inline ? lines.replace(/\n$/, '') : lines}`);
}

function insert(
  text: string,
  container: YAMLMap | YAMLSeq,
  name: string,
  value: Data,
  style: YamlStyle,
): string | undefined {
  if (!container.range) return undefined;
  const whole = isMap(container) ? { [name]: value } : [value];
  if (container.flow === true) {
    const at = container.range[1] - 1;
    const [, inner = ''] = /^[[{]\s*([\s\S]*?)\s*[\]}]$/.exec(style.inline(whole)) ?? [];
    const behind = text.slice(0, at).trimEnd();
    return `${behind}${container.items.length === 0 ? '' : ', '}${inner}${text.slice(behind.length)}`;
  }
  const first = container.range[0];
  const at = lineEnd(text, lastOffset(container));
  const before = text.slice(0, at);
  const lines = indented(style.lines(whole), ' '.repeat(columnOf(text, first))).join('');
  return `${before}${before.endsWith('\n') ? '' : '\n'}${lines}${text.slice(at)}`;
}

/** With its lines; remarks above them stay. The last entry of a map or list does not go this way. */
function remove(text: string, container: YAMLMap | YAMLSeq, entry: Pair | number | undefined): string | undefined {
  if (container.flow === true || container.items.length < 2 || !container.range) return undefined;
  const item: unknown = typeof entry === 'number' ? container.items[entry] : entry?.key;
  if (!isNode(item) || !item.range) return undefined;
  const from = text.lastIndexOf('\n', item.range[0] - 1) + 1;
  const lead = text.slice(from, item.range[0]);
  if (!(typeof entry === 'number' ? /^ *- *$/ : /^ *$/).test(lead)) return undefined;
  const last: unknown = typeof entry === 'object' ? (entry.value ?? item) : item;
  return isNode(last) && last.range ? put(text, from, lineEnd(text, last.range[1]), '') : undefined;
}

/** Whether a value stands within a line, so that another can take its place there. */
function isInline(node: Node): boolean {
  if (isScalar(node)) return node.type !== 'BLOCK_LITERAL' && node.type !== 'BLOCK_FOLDED';
  return isCollection(node) ? node.flow === true : true;
}

function isEmptyOrScalar(value: Data): boolean {
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0;
}

function quotes(node: Node): 'QUOTE_SINGLE' | 'QUOTE_DOUBLE' | undefined {
  if (!isScalar(node)) return undefined;
  return node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE' ? node.type : undefined;
}

function lastOffset(container: YAMLMap | YAMLSeq): number {
  const last: unknown = container.items.at(-1);
  const node: unknown = isNode(last) ? last : ((last as Pair | undefined)?.value ?? (last as Pair | undefined)?.key);
  return (isNode(node) ? node.range?.[1] : undefined) ?? container.range?.[1] ?? 0;
}

/** The start of the next line, or the offset itself when a line starts there. */
function lineEnd(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === '\n') return offset;
  const at = text.indexOf('\n', offset);
  return at === -1 ? text.length : at + 1;
}

function lineFrom(text: string, offset: number): string {
  return /^[^\n]*/.exec(text.slice(offset))?.[0] ?? '';
}

function columnOf(text: string, offset: number): number {
  return offset - text.lastIndexOf('\n', offset - 1) - 1;
}

function indented(lines: readonly string[], indent: string): readonly string[] {
  return lines.map((line) => (line === '\n' ? line : indent + line));
}

function put(text: string, from: number, to: number, part: string): string {
  return text.slice(0, from) + part + text.slice(to);
}
