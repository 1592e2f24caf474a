import { isIPv6 } from 'node:net';

/** One name, glob or regular expression of a host pattern. */
export interface PatternPart {
  readonly role: 'add' | 'intersect' | 'exclude';
  /** Without `&` and `!` and without the subscript. */
  readonly text: string;
  readonly subscript: Subscript | undefined;
}

/** Positions among the hosts that the part matches. `to` is included; Infinity means the last one. */
interface Subscript {
  readonly from: number;
  readonly to: number;
}

/** Takes a host pattern apart at commas, colons and white space, outside of brackets; or says what is wrong with it. */
export function splitPattern(pattern: string): readonly (PatternPart | { readonly problem: string })[] {
  return pattern
    .split(/[\s,]+(?![^[]*\])/)
    .filter((chunk) => chunk !== '')
    .flatMap((chunk) => (isIPv6(chunk.replace(/^[&!]/, '')) ? [chunk] : chunk.split(/:(?![^[]*\])/)))
    .filter((word) => word !== '')
    .map(readPart);
}

function readPart(word: string): PatternPart | { readonly problem: string } {
  const role = roles.get(word.charAt(0)) ?? 'add';
  const text = role === 'add' ? word : word.slice(1);
  if (text === '') return { problem: `nothing follows "${word}"` };
  if (text.startsWith('@')) return { problem: `"${text}" is a file: only --limit may name one` };
  if (text.startsWith('~')) return { role, text, subscript: undefined };
  if (bracketsDiffer(text)) return { problem: `the brackets of "${text}" do not match` };
  const [, name, inside] = /^(.+)\[([-:\d]*)\]$/.exec(text) ?? [];
  if (name === undefined || inside === undefined) return { role, text, subscript: undefined };
  const subscript = readSubscript(inside);
  if (subscript === undefined) return { problem: `"[${inside}]" is no position: write [0], [-1], [1:3] or [1:]` };
  return { role, text: name, subscript };
}

const roles = new Map<string, PatternPart['role']>([
  ['&', 'intersect'],
  ['!', 'exclude'],
]);

function readSubscript(inside: string): Subscript | undefined {
  const [, single] = /^(-?\d+)$/.exec(inside) ?? [];
  if (single !== undefined) return { from: Number(single), to: Number(single) };
  const [, from, to] = /^(\d+):(\d*)$/.exec(inside) ?? [];
  return from === undefined ? undefined : { from: Number(from), to: to ? Number(to) : Number.POSITIVE_INFINITY };
}

function bracketsDiffer(text: string): boolean {
  return /[[\]]/.test(text.replaceAll(/\[[^[\]]*\]/g, ''));
}
