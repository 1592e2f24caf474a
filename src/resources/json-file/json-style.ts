import type { JsonNode } from './parse-json.ts';

/** How a JSON text is written, as far as it can be seen. */
export interface JsonStyle {
  /** How something new is written at a place that stands on the line of `node`. */
  of(text: string, node: Pick<JsonNode, 'start'>): JsonLayout;
  readonly layout: JsonLayout;
}

export interface JsonLayout {
  /** One level of indentation; nothing means all on one line. */
  readonly unit: string | undefined;
  /** Of the line where it begins. */
  readonly indent: string;
  readonly colon: string;
  readonly comma: string;
}

/** The indentation of the first line that has one; two spaces when nothing can be seen. */
export function jsonStyle(text: string, root: JsonNode): JsonStyle {
  const first = root.type === 'scalar' ? undefined : root.entries[0];
  const inline = first !== undefined && !text.slice(root.start, first.start).includes('\n');
  const colon = /^"(?:[^"\\]|\\.)*"(\s*:\s*)/.exec(first === undefined ? '' : text.slice(first.start))?.[1];
  const comma = first?.comma === undefined ? undefined : /^,([ \t]*)/.exec(text.slice(first.comma))?.[1];
  const layout: JsonLayout = {
    unit: inline ? undefined : (first && indentAt(text, first.start)) || '  ',
    indent: '',
    colon: colon?.includes('\n') === false ? colon : ': ',
    comma: inline ? `,${comma ?? ' '}` : ', ',
  };
  return { layout, of: (whole, { start }) => ({ ...layout, indent: indentAt(whole, start) }) };
}

/** White space at the start of the line that an offset stands on. */
export function indentAt(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}
