/** More hosts than this in one pattern are a slip of the finger. */
const mostHosts = 65_536;

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

export type RangeResult = { readonly names: readonly string[] } | { readonly problem: string };

/**
 * Expands every `[begin:end]` or `[begin:end:step]` of a host pattern: `web[01:20]`, `db-[a:f]`, `r[1:3]n[0:9:2]`.
 * Bounds are included; a leading zero keeps the width, as in Ansible. A pattern without ranges is its own only name.
 */
export function expandHostRange(pattern: string): RangeResult {
  let names = [''];
  let rest = pattern;
  for (;;) {
    const range = /^([^[\]]*)\[([^[\]]*:[^[\]]*)\](.*)$/.exec(rest);
    if (range === null) break;
    const [, head = '', bounds = '', tail = ''] = range;
    const steps = expandBounds(bounds);
    if (typeof steps === 'string') return { problem: steps };
    if (names.length * steps.length > mostHosts) {
      return { problem: `the range stands for more than ${mostHosts} hosts` };
    }
    names = names.flatMap((name) => steps.map((step) => name + head + step));
    rest = tail;
  }
  return { names: names.map((name) => name + rest) };
}

/** The values of one range, or what is wrong with it. */
function expandBounds(bounds: string): readonly string[] | string {
  const [begin = '', end = '', stepText = '1', ...more] = bounds.split(':');
  if (more.length > 0) return `"[${bounds}]" has too many parts`;
  if (end === '') return `"[${bounds}]" has no end`;
  if (!/^[1-9]\d*$/.test(stepText)) return `the step of "[${bounds}]" is not a positive number`;
  const step = Number(stepText);
  if (/^[a-zA-Z]$/.test(begin) && /^[a-zA-Z]$/.test(end)) {
    const count = (letters.indexOf(end) - letters.indexOf(begin)) / step;
    return count < 0
      ? backwards(bounds)
      : sequence(count, (index) => letters.charAt(letters.indexOf(begin) + index * step));
  }
  if (!/^\d*$/.test(begin) || !/^\d+$/.test(end)) return `"[${bounds}]" is neither a range of numbers nor of letters`;
  const width = /^0\d/.test(begin) ? begin.length : 0;
  if (width > 0 && end.length !== width) return `begin and end of "[${bounds}]" differ in length`;
  const first = Number(begin);
  const count = (Number(end) - first) / step;
  if (count < 0) return backwards(bounds);
  if (count >= mostHosts) return `"[${bounds}]" stands for more than ${mostHosts} hosts`;
  return sequence(count, (index) => String(first + index * step).padStart(width, '0'));
}

function backwards(bounds: string): string {
  return `"[${bounds}]" ends before it begins`;
}

function sequence(count: number, value: (index: number) => string): readonly string[] {
  return Array.from({ length: Math.floor(count) + 1 }, (_, index) => value(index));
}
