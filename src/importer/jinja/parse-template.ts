import { Cannot } from '../cannot.ts';
import type { JinjaNode } from './model.ts';
import { piecesOf } from './pieces.ts';
import type { Piece, SpaceRules } from './pieces.ts';

/**
 * Reads a template: which statements belong together.
 * @throws Cannot when a statement is not closed
 */
export function parseJinjaTemplate(template: string, rules: SpaceRules): readonly JinjaNode[] {
  const pieces = piecesOf(template, rules);
  const reader = { pieces, at: 0 };
  const body = readBody(reader, []);
  if (reader.at < pieces.length) throw new Cannot(`a statement in the wrong place: ${keywordOf(pieces[reader.at])}`);
  return body;
}

interface Reader {
  readonly pieces: readonly Piece[];
  at: number;
}

/** Reads up to a statement that is one of `ends`, which is left. */
function readBody(reader: Reader, ends: readonly string[]): readonly JinjaNode[] {
  const nodes: JinjaNode[] = [];
  for (let piece = reader.pieces[reader.at]; piece; piece = reader.pieces[reader.at]) {
    const keyword = keywordOf(piece);
    if (keyword !== undefined && ends.includes(keyword)) return nodes;
    if (keyword !== undefined && /^(end|elif$|else$)/.test(keyword)) return nodes;
    nodes.push(readNode(reader, piece, keyword));
  }
  if (ends.length > 0) throw new Cannot(`a statement without ${ends.at(-1) ?? 'end'}`);
  return nodes;
}

function keywordOf(piece: Piece | undefined): string | undefined {
  return piece?.type === 'statement' ? (/^\w+/.exec(piece.text)?.[0] ?? '') : undefined;
}

function readNode(reader: Reader, piece: Piece, keyword: string | undefined): JinjaNode {
  const start = reader.at;
  reader.at += 1;
  const { source, text, endsLine } = piece;
  const whole = (): string =>
    reader.pieces
      .slice(start, reader.at)
      .map((each) => each.source + (each.endsLine ? '\n' : ''))
      .join('')
      .replace(/\n$/, '');
  switch (piece.type) {
    case 'text':
    case 'raw':
      return { type: piece.type, text, source };
    case 'print':
      return { type: 'print', expression: text, source };
    case 'comment':
      return { type: 'comment', text, endsLine, source };
    case 'statement':
      break;
  }
  const word = keyword ?? '';
  switch (word) {
    case 'if': {
      const branches = readBranches(reader, piece);
      const end = closing(reader, 'endif');
      return { type: 'if', branches, endsLine: end.endsLine, source: whole() };
    }
    case 'for': {
      const body = readBody(reader, ['else', 'endfor']);
      const middle = reader.pieces[reader.at];
      let otherwise: { endsLine: boolean; body: readonly JinjaNode[] } | undefined;
      if (middle && keywordOf(middle) === 'else') {
        reader.at += 1;
        otherwise = { endsLine: middle.endsLine, body: readBody(reader, ['endfor']) };
      }
      const end = closing(reader, 'endfor');
      return {
        type: 'for',
        head: text,
        startEndsLine: endsLine,
        body,
        otherwise,
        endsLine: end.endsLine,
        source: whole(),
      };
    }
    case 'block': {
      const body = readBody(reader, ['endblock']);
      closing(reader, 'endblock');
      return { type: 'body', body, source: whole() };
    }
    case 'set':
      if (!text.includes('=')) return skipTo(reader, 'set', whole);
      return { type: 'set', head: text, endsLine, source };
    case 'include':
      return { type: 'include', head: text, endsLine, source };
    case 'macro':
    case 'call':
    case 'filter':
    case 'autoescape':
    case 'with':
      return skipTo(reader, word, whole);
    default:
      return { type: 'other', keyword: word, source };
  }
}

function readBranches(reader: Reader, first: Piece): Extract<JinjaNode, { type: 'if' }>['branches'] {
  const branches = [
    {
      test: first.text.replace(/^if\b/, ''),
      endsLine: first.endsLine,
      body: readBody(reader, ['elif', 'else', 'endif']),
    },
  ] as { test: string | undefined; endsLine: boolean; body: readonly JinjaNode[] }[];
  for (let piece = reader.pieces[reader.at]; piece; piece = reader.pieces[reader.at]) {
    const keyword = keywordOf(piece);
    if (keyword !== 'elif' && keyword !== 'else') break;
    reader.at += 1;
    const test = keyword === 'elif' ? piece.text.replace(/^elif\b/, '') : undefined;
    branches.push({ test, endsLine: piece.endsLine, body: readBody(reader, ['elif', 'else', 'endif']) });
  }
  return branches;
}

/** A statement that is not converted, with all that belongs to it. */
function skipTo(reader: Reader, keyword: string, whole: () => string): JinjaNode {
  readBody(reader, [`end${keyword}`]);
  closing(reader, `end${keyword}`);
  return { type: 'other', keyword, source: whole() };
}

function closing(reader: Reader, keyword: string): Piece {
  const piece = reader.pieces[reader.at];
  if (!piece || keywordOf(piece) !== keyword) throw new Cannot(`a statement without ${keyword}`);
  reader.at += 1;
  return piece;
}
