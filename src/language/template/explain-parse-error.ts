import type { Range } from './model.ts';
import type { TextProblem } from './text-problem.ts';

/** The parser of Handlebars tells places and causes only in its message. */
export function explainParseError(text: string, message: string): TextProblem {
  const mismatch = /^(?<open>.*) doesn't match (?<close>.*) - (?<line>\d+):(?<column>\d+)$/.exec(message)?.groups;
  if (mismatch) {
    const start = offsetAt(text, Number(mismatch['line'])) + Number(mismatch['column']);
    const range = { start, end: start + (mismatch['open'] ?? '').length };
    return syntax(`{{#${mismatch['open'] ?? ''}}} is closed by {{/${mismatch['close'] ?? ''}}}`, range);
  }
  const unclosed = message.includes("got 'EOF'") ? lastOpenBlock(text) : undefined;
  if (unclosed) return syntax('this block is not closed', unclosed);
  const invalidPath = /^Invalid path: (?<path>.*) - (?<line>\d+):(?<column>\d+)$/.exec(message)?.groups;
  if (invalidPath) {
    const start = offsetAt(text, Number(invalidPath['line'])) + Number(invalidPath['column']);
    return syntax('"this", "." and ".." can only start a name', { start, end: start + 1 });
  }
  const start = stumblingPoint(text, message);
  return { ...syntax(explain(text, start), { start, end: start + 1 }), hint: hintFor(text, start) };
}

function syntax(message: string, range: Range): TextProblem {
  return { code: 'template-syntax', message, range };
}

function offsetAt(text: string, line: number): number {
  const ends = Array.from(text.matchAll(/\r\n?|\n/g), (end) => end.index + end[0].length);
  return line <= 1 ? 0 : (ends[line - 2] ?? text.length);
}

function lastOpenBlock(text: string): Range | undefined {
  const open: Range[] = [];
  for (const tag of text.matchAll(/\{\{~?(?<sign>[#/])[^}]*\}\}/g)) {
    if (tag.groups?.['sign'] === '/') open.pop();
    else open.push({ start: tag.index, end: tag.index + tag[0].length });
  }
  return open.at(-1);
}

/**
 * The message shows up to 20 characters before and after the point, without line ends, and an arrow under it. The last
 * place where the text looks like that, in the line that the message names, is the point.
 */
function stumblingPoint(text: string, message: string): number {
  const [head, excerpt = '', arrow = ''] = message.split('\n');
  const line = Number(/\d+/.exec(head ?? '')?.[0] ?? 1);
  const before = excerpt.slice(0, arrow.indexOf('^')).replace(/^\.\.\./, '');
  const start = offsetAt(text, line);
  const tail = before.trimStart();
  const found = text.indexOf(tail, Math.max(0, start - before.length));
  return Math.min(found === -1 ? start : found + tail.length, Math.max(0, text.length - 1));
}

function explain(text: string, at: number): string {
  const open = text.lastIndexOf('{{', at);
  if (!text.includes('}}', open)) return '{{ is not closed';
  const rest = text.slice(at);
  if (rest.startsWith('}}')) return 'something is missing before }}';
  return `"${/^\S[\w]*/.exec(rest.trimStart())?.[0] ?? rest.charAt(0)}" cannot stand here`;
}

function hintFor(text: string, at: number): string | undefined {
  const rest = text.slice(at).replace(/^\s*[\w.]*(?=[[(])|^\s+/, '');
  if (rest.startsWith('|')) return 'templates are Handlebars: filters are helpers that stand first: {{default x "y"}}';
  if (/^[[0-9]/.test(rest)) return 'write {{x.[0]}}, {{x.name}} or {{lookup x key}}';
  if (/^[=!<>]/.test(rest)) return 'compare with a helper: {{#if (eq x 1)}}';
  if (/^[-+*/%~]/.test(rest)) return 'calculate with helpers: {{add x 1}}, {{concat a b}}';
  if (rest.startsWith('(')) return 'a helper and its arguments are separated by spaces: {{join list ","}}';
  return undefined;
}
