import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Source, Span } from '../diagnostics/span.ts';
import { locate } from '../language/located.ts';
import type { LocatedEntry } from '../language/located.ts';
import { readPythonLiteral } from './python-literal.ts';
import type { Word } from './words.ts';

/** A line of an INI inventory without the white space around it. */
export interface IniLine {
  readonly source: Source;
  readonly text: string;
  /** Offset of `text` in the source. */
  readonly start: number;
}

export interface IniHeader {
  readonly kind: 'hosts' | 'children' | 'vars';
  /** The group's name. */
  readonly name: string;
  readonly span: Span;
}

/** The lines that say something: neither empty nor comments. */
export function iniLines(source: Source): readonly IniLine[] {
  const lines: IniLine[] = [];
  for (const match of source.text.matchAll(/[^\r\n]+/g)) {
    const text = match[0].trim();
    const start = match.index + match[0].length - match[0].trimStart().length;
    if (text !== '' && !/^[#;]/.test(text)) lines.push({ source, text, start });
  }
  return lines;
}

/** `[web]`, `[web:vars]`, `[site:children]  # comment` */
export function readIniHeader(line: IniLine): IniHeader | { readonly problem: string } {
  const [, name, kind] = /^\[([^:\]\s]+)(?::(\w+))?\]\s*(?:#.*)?$/.exec(line.text) ?? [];
  if (name === undefined) return { problem: 'a section is [group], [group:children] or [group:vars], without spaces' };
  const span = partOf(line, 1, 1 + name.length);
  if (kind === undefined || kind === 'hosts') return { kind: 'hosts', name, span };
  if (kind === 'children' || kind === 'vars') return { kind, name, span };
  return { problem: `a section of the kind ":${kind}" does not exist, only :children and :vars` };
}

/** A variable whose value is typed as a Python literal; what is none is a string, and keeps its place for templates. */
export function iniVariable(
  line: IniLine,
  name: { readonly key: string; readonly keyStart: number },
  value: Word,
): LocatedEntry {
  const keySpan = partOf(line, name.keyStart, name.keyStart + Math.max(1, name.key.length));
  const span = partOf(line, Math.min(value.start, value.end - 1), value.end);
  const literal = readPythonLiteral(value.text);
  if (literal !== undefined && literal.value !== value.text) {
    return { key: name.key, keySpan, value: locate(literal.value, span) };
  }
  const textStart = value.verbatim ? { textStart: span.start } : {};
  return { key: name.key, keySpan, value: { type: 'scalar', value: value.text, span, ...textStart } };
}

/** `password=ab#cd` sets `ab`: Ansible does the same and says nothing. */
export function commentInWord(line: IniLine, commentStart: number | undefined): Diagnostic | undefined {
  if (commentStart === undefined || /\s/.test(line.text.charAt(commentStart - 1))) return undefined;
  const span = partOf(line, commentStart, line.text.length);
  const hint = 'quote the value when the "#" belongs to it, or put a space before the comment';
  const message = 'a comment begins here, in the middle of a word';
  return { ...problem('inventory-syntax', message, span, { hint }), severity: 'warning' };
}

export function partOf(line: IniLine, start: number, end: number): Span {
  return { source: line.source, start: line.start + start, end: line.start + end };
}
