/**
 * Orders versions as rpm does: `[EPOCH:]VERSION-RELEASE`. Negative when `one` is the older. Source: rpm's documentation of its
 * versions, with `~` (before everything) and `^` (behind what it follows, before what continues it).
 */
export function compareRpmVersions(one: string, other: string): number {
  const [a, b] = [partsOf(one), partsOf(other)];
  return a.epoch - b.epoch || compareParts(a.version, b.version) || compareParts(a.release, b.release);
}

function partsOf(text: string): { readonly epoch: number; readonly version: string; readonly release: string } {
  const [, epoch = '0', version = '', release = ''] = /^(?:(\d{1,9}):)?([^-]*)(?:-(.*))?$/s.exec(text) ?? [];
  return { epoch: Number(epoch), version, release };
}

function compareParts(one: string, other: string): number {
  const [a, b] = [segments(one), segments(other)];
  for (let index = 0; ; index += 1) {
    const [left, right] = [a[index], b[index]];
    if (left === undefined && right === undefined) return 0;
    if (left === right) continue;
    if (left === '~' || right === '~') return left === '~' ? -1 : 1;
    if (left === '^' || right === '^')
      return left === '^' ? (right === undefined ? 1 : -1) : left === undefined ? -1 : 1;
    if (left === undefined || right === undefined) return left === undefined ? -1 : 1;
    const order = compareSegments(left, right);
    if (order !== 0) return order;
  }
}

/** Runs of digits and of letters, and the two signs; everything else only separates. */
function segments(text: string): readonly string[] {
  return text.match(/\d+|[A-Za-z]+|[~^]/g) ?? [];
}

/** Numbers are newer than letters. */
function compareSegments(one: string, other: string): number {
  const numeric = /^\d/.test(one);
  if (numeric !== /^\d/.test(other)) return numeric ? 1 : -1;
  const [a, b] = numeric ? [one.replace(/^0+/, ''), other.replace(/^0+/, '')] : [one, other];
  if (numeric && a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}
