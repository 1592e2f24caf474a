import { normalElements } from './normal-elements.ts';

/**
 * One spelling for the ways in which people and the versions of nft write the same line of a table: names and numbers, sets of
 * one, order and neighbours in sets, defaults that are said or not said. What it does not know it leaves alone.
 */
export function normalRule(line: string): string {
  // What is quoted (comments, prefixes, names of interfaces) means what it says.
  return line
    .trim()
    .split(/("(?:[^"\\]|\\.)*")/)
    .map((part, index) => (index % 2 === 1 ? part : spelled(part)))
    .join('');
}

function spelled(text: string): string {
  return spellings
    .reduce((line, [pattern, replacement]) => line.replace(pattern, replacement), text)
    .replace(/\b(ct state )([\w,]+)/g, (_, words: string, states: string) => words + numbers(states, ctStates))
    .replace(
      /\b(tcp flags (?:!= )?)([\w,]+)( \/ )([\w,]+)/g,
      (_, words: string, flags: string, by: string, mask: string) =>
        [words, numbers(flags, tcpFlags), by, numbers(mask, tcpFlags)].join(''),
    )
    .replace(/\b(timeout )([\dsmhd]+)/g, (_, word: string, time: string) => `${word}${secondsOf(time)}s`)
    .replace(
      /\b([sd]addr )(?:(!= ))?([\da-f.:]+(?:\/\d+)?)/g,
      (_, word: string, not: string | undefined, peer: string) => [word, not ?? '', ...normalElements([peer])].join(''),
    )
    .replace(/\{ ([^{}]*?),? \}/g, (_, inside: string) => {
      const elements = normalElements(inside.split(/, */));
      const [only = ''] = elements;
      return elements.length === 1 && /^[\da-f.:/-]+$/.test(only) ? only : `{ ${elements.join(', ')} }`;
    });
}

const spellings: readonly (readonly [RegExp, string])[] = [
  [/\s+# (?:count|handle) \d+$/g, ''],
  [/\bpriority filter\b/g, 'priority 0'],
  [/\bmeta nfproto ipv4\b/g, 'meta nfproto 2'],
  [/\bmeta nfproto ipv6\b/g, 'meta nfproto 10'],
  [/\bmeta l4proto tcp\b/g, 'meta l4proto 6'],
  [/\bmeta l4proto udp\b/g, 'meta l4proto 17'],
  [/\bmeta l4proto esp\b/g, 'meta l4proto 50'],
  [/\bmeta l4proto ah\b/g, 'meta l4proto 51'],
  [/\bmeta l4proto vrrp\b/g, 'meta l4proto 112'],
  [/\btcp flags & \(([^()]*)\) == (\w+)/g, 'tcp flags $2 / $1'],
  [/\btcp flags & \(([^()]*)\) != (\w+)/g, 'tcp flags != $2 / $1'],
  [/ \| /g, ','],
  [/ == @/g, ' @'],
  // Both are what nft takes when nothing is said.
  [/ burst 5 packets\b/g, ''],
  [/\breject with icmpx (?:type )?(?:port-unreachable|1)\b/g, 'reject'],
];

const ctStates: ReadonlyMap<string, number> = new Map([
  ['invalid', 1],
  ['established', 2],
  ['related', 4],
  ['new', 8],
]);

const tcpFlags: ReadonlyMap<string, number> = new Map([
  ['fin', 1],
  ['syn', 2],
  ['rst', 4],
  ['ack', 16],
]);

/** `established,related` and `0x2,0x4` → `2,4` */
function numbers(list: string, names: ReadonlyMap<string, number>): string {
  const values = list.split(',').map((word) => names.get(word) ?? word);
  const known = values.map(Number);
  return known.some(Number.isNaN) ? list : known.toSorted((a, b) => a - b).join(',');
}

/** `1m30s` → 90 */
function secondsOf(time: string): number {
  return [...time.matchAll(/(\d+)([smhd])/g)].reduce(
    (sum, [, count, unit = 's']) => sum + Number(count) * (secondsIn[unit] ?? 0),
    0,
  );
}

const secondsIn: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
