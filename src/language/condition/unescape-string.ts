import { ConditionSyntaxError } from './syntax-error.ts';

/** Escapes of a string literal, as in Jinja and Python: what is no escape stays as it is, so `'\d+'` is a pattern. */
export function unescapeString(text: string, start: number): string {
  if (!text.includes('\\')) return text;
  return text.replace(escape, (all: string, digits: string | undefined, ...more: unknown[]) => {
    const offset = more.find((each) => typeof each === 'number') ?? 0;
    if (digits !== undefined) return character(all, Number.parseInt(digits, 8), start + offset);
    if (/^\\[xuU]./.test(all)) return character(all, Number.parseInt(all.slice(2), 16), start + offset);
    if (/^\\[xuUN]$/.test(all)) throw broken(all, start + offset);
    return simple.get(all.slice(1)) ?? all;
  });
}

const escape = /\\(?:([0-7]{1,3})|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|.)/gs;

const simple = new Map([
  ['\n', ''],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

function character(written: string, code: number, start: number): string {
  if (code > 0x10ffff) throw broken(written, start);
  return String.fromCodePoint(code);
}

function broken(written: string, start: number): ConditionSyntaxError {
  const place = { start, end: start + written.length };
  return new ConditionSyntaxError(`${written} is no escape sequence`, place, 'write the backslash twice');
}
