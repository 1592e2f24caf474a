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
    .replace(/\b(ct state )([\w,]+)/g, (_, words: string, states: string) => words + named(states, ctStates))
    .replace(
      /\b(tcp flags (?:!= )?)([\w,]+)( \/ )([\w,]+)/g,
      (_, words: string, flags: string, by: string, mask: string) =>
        [words, named(flags, tcpFlags), by, named(mask, tcpFlags)].join(''),
    )
    .replace(/^(flags )([\w,]+)$/, (_, word: string, flags: string) => word + flags.split(',').toSorted().join(','))
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
  [/\bpriority 0\b/g, 'priority filter'],
  [/\bmeta nfproto 2\b/g, 'meta nfproto ipv4'],
  [/\bmeta nfproto 10\b/g, 'meta nfproto ipv6'],
  [/\bmeta l4proto 6\b/g, 'meta l4proto tcp'],
  [/\bmeta l4proto 17\b/g, 'meta l4proto udp'],
  [/\bmeta l4proto 50\b/g, 'meta l4proto esp'],
  [/\bmeta l4proto 51\b/g, 'meta l4proto ah'],
  [/\bmeta l4proto 112\b/g, 'meta l4proto vrrp'],
  [/\btcp flags & \(([^()]*)\) == (\w+)/g, 'tcp flags $2 / $1'],
  [/\btcp flags & \(([^()]*)\) != (\w+)/g, 'tcp flags != $2 / $1'],
  [/ \| /g, ','],
  [/ == @/g, ' @'],
  // Both are what nft takes when nothing is said.
  [/ burst 5 packets\b/g, ''],
  [/\breject with icmpx (?:type )?(?:port-unreachable|1)\b/g, 'reject'],
];

/** By the numbers that the kernel has for them. */
const ctStates: ReadonlyMap<number, string> = new Map([
  [1, 'invalid'],
  [2, 'established'],
  [4, 'related'],
  [8, 'new'],
]);

const tcpFlags: ReadonlyMap<number, string> = new Map([
  [1, 'fin'],
  [2, 'syn'],
  [4, 'rst'],
  [16, 'ack'],
]);

/** `0x4,0x2` and `related,established` → `established,related` */
function named(list: string, names: ReadonlyMap<number, string>): string {
  const order = [...names.values()];
  const words = list.split(',').map((word) => names.get(Number(word)) ?? word);
  return words.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)).join(',');
}

/** `1m30s` → 90 */
function secondsOf(time: string): number {
  return [...time.matchAll(/(\d+)([smhd])/g)].reduce(
    (sum, [, count, unit = 's']) => sum + Number(count) * (secondsIn[unit] ?? 0),
    0,
  );
}

const secondsIn: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
