import { Cannot } from '../cannot.ts';

/** A text, or what stands between two signs, before it is known which statements belong together. */
export interface Piece {
  readonly type: 'text' | 'print' | 'statement' | 'comment' | 'raw';
  /** Without the signs and the white space that Jinja takes away. */
  readonly text: string;
  /** As written, with the signs. */
  readonly source: string;
  /** A line end was taken away behind it. */
  readonly endsLine: boolean;
}

export interface SpaceRules {
  readonly trimBlocks: boolean;
  readonly lstripBlocks: boolean;
}

/**
 * Cuts a template with Jinja's rules for white space.
 * @throws Cannot when a sign is not closed
 */
export function piecesOf(template: string, rules: SpaceRules): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let stripNext = false;
  const addText = (end: number, opening: Opening | undefined): void => {
    let text = template.slice(at, end);
    const startsLine = /(^|\n)[ \t]*$/.test(template.slice(0, end));
    if (stripNext) text = text.trimStart();
    if (opening?.mark === '-') text = text.trimEnd();
    else if (rules.lstripBlocks && opening?.mark !== '+' && opening && opening.kind !== '{{' && startsLine) {
      text = text.replace(/[ \t]+$/, '');
    }
    if (text !== '') pieces.push({ type: 'text', text, source: text, endsLine: false });
  };
  for (let opening = nextOpening(template, at); opening; opening = nextOpening(template, at)) {
    addText(opening.start, opening);
    const closing = closingOf(template, opening);
    let { end } = closing;
    const inner = template.slice(opening.inner, closing.innerEnd);
    stripNext = closing.mark === '-';
    const isRaw = opening.kind === '{%' && /^\s*raw\s*$/.test(inner);
    // Not behind `{% raw %}`, whatever the rules.
    const newline =
      !isRaw && opening.kind !== '{{' && closing.mark === '' && rules.trimBlocks
        ? /^\r?\n/.exec(template.slice(end))
        : null;
    end += newline?.[0].length ?? 0;
    if (isRaw) {
      const stop = /\{%([-+]?)\s*endraw\s*([-+]?)%\}/g;
      stop.lastIndex = end;
      const found = stop.exec(template);
      if (!found) throw new Cannot('a raw block without end');
      let text = template.slice(end, found.index);
      if (stripNext) text = text.trimStart();
      if (found[1] === '-') text = text.trimEnd();
      at = found.index + found[0].length;
      stripNext = found[2] === '-';
      const after = found[2] === '' && rules.trimBlocks ? /^\r?\n/.exec(template.slice(at)) : null;
      at += after?.[0].length ?? 0;
      pieces.push({ type: 'raw', text, source: template.slice(opening.start, at), endsLine: after !== null });
      continue;
    }
    pieces.push({
      type: kinds[opening.kind],
      text: inner.trim(),
      source: template.slice(opening.start, closing.end),
      endsLine: newline !== null,
    });
    at = end;
  }
  addText(template.length, undefined);
  return pieces;
}

const kinds = { '{{': 'print', '{%': 'statement', '{#': 'comment' } as const;

interface Opening {
  readonly kind: keyof typeof kinds;
  readonly mark: string;
  readonly start: number;
  readonly inner: number;
}

function nextOpening(template: string, from: number): Opening | undefined {
  const sign = /(\{\{|\{%|\{#)([-+]?)/g;
  sign.lastIndex = from;
  const found = sign.exec(template);
  if (!found) return undefined;
  const kind = found[1] as Opening['kind'];
  const mark = kind === '{{' && found[2] === '+' ? '' : (found[2] ?? '');
  return { kind, mark, start: found.index, inner: found.index + 2 + mark.length };
}

function closingOf(
  template: string,
  { kind, inner }: Opening,
): { readonly innerEnd: number; readonly end: number; readonly mark: string } {
  const close = { '{{': '}}', '{%': '%}', '{#': '#}' }[kind];
  let depth = 0;
  for (let at = inner; at < template.length; at += 1) {
    const character = template.charAt(at);
    if (kind !== '{#' && (character === '"' || character === "'")) {
      at = endOfString(template, at);
      continue;
    }
    if (template.startsWith(close, at) && depth <= 0) {
      const before = template.charAt(at - 1);
      const mark = at > inner && (before === '-' || (before === '+' && kind !== '{{')) ? before : '';
      return { innerEnd: at - mark.length, end: at + 2, mark };
    }
    if (kind !== '{#' && character === '{') depth += 1;
    if (kind !== '{#' && character === '}') depth -= 1;
  }
  throw new Cannot(`${kind} without ${close}`);
}

function endOfString(template: string, start: number): number {
  const quote = template.charAt(start);
  for (let at = start + 1; at < template.length; at += 1) {
    if (template.charAt(at) === '\\') at += 1;
    else if (template.charAt(at) === quote) return at;
  }
  throw new Cannot('a quote that is not closed');
}
