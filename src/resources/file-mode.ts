import { ArgumentError } from '../resource.ts';

/**
 * A wanted mode: which bits must be set and which must not, apart for directories, for files that somebody may execute, and for other
 * files (they differ only through `X`).
 */
export interface FileMode {
  /** As chmod takes it. */
  readonly text: string;
  readonly directory: ModeBits;
  readonly executable: ModeBits;
  readonly plain: ModeBits;
}

export interface ModeBits {
  readonly set: number;
  readonly clear: number;
}

/**
 * Reads `0644`, `644` or chmod's symbolic form `u=rw,g=r,o=`, `a+X`, `g-w,o=`.
 * @throws ArgumentError for anything else, also for `g=u` and for forms without a letter of `ugoa`, whose meaning depends on the umask
 */
export function fileMode(argument: string, text: string): FileMode {
  if (/^(?:0o)?[0-7]{3,5}$/.test(text)) {
    const bits = Number.parseInt(text.replace('0o', ''), 8);
    if (bits <= allBits) return octal(bits);
  }
  const clauses = text.split(',').map((clause) => /^([ugoa]+)((?:[-+=][rwxXst]*)+)$/.exec(clause));
  if (!clauses.every((clause) => clause !== null))
    throw new ArgumentError(argument, `${JSON.stringify(text)} is not a mode`, `write it like '0644' or u=rw,g=r,o=r`);
  const operations = clauses.flatMap(([, who = '', rest = '']) =>
    [...rest.matchAll(/([-+=])([rwxXst]*)/g)].map(([, sign = '', letters = '']) => ({ who, sign, letters })),
  );
  return {
    text,
    directory: combine(
      operations,
      operations.map(({ letters }) => letters.replace('X', 'x')),
    ),
    executable: combine(
      operations,
      operations.map(({ letters }) => letters.replace('X', 'x')),
    ),
    plain: combine(
      operations,
      operations.map(({ letters }) => letters.replace('X', '')),
    ),
  };
}

/** The four digits that a file gets which has `current` now. */
export function applyMode(mode: FileMode, current: string, type: 'file' | 'directory'): string {
  const bits = Number.parseInt(current, 8);
  const rule = type === 'directory' ? mode.directory : (bits & 0o111) !== 0 ? mode.executable : mode.plain;
  return fourDigits((bits & ~rule.clear) | rule.set);
}

export function fourDigits(bits: number): string {
  return bits.toString(8).padStart(4, '0');
}

const allBits = 0o7777;

function octal(bits: number): FileMode {
  const rule = { set: bits, clear: allBits & ~bits };
  return { text: fourDigits(bits), directory: rule, executable: rule, plain: rule };
}

function combine(
  operations: readonly { readonly who: string; readonly sign: string }[],
  letters: readonly string[],
): ModeBits {
  let set = 0;
  let clear = 0;
  operations.forEach(({ who, sign }, index) => {
    const bits = bitsOf(who, letters[index] ?? '');
    const gone = sign === '=' ? bitsOf(who, 'rwxs') & ~bits : sign === '-' ? bits : 0;
    const come = sign === '-' ? 0 : bits;
    set = (set & ~gone) | come;
    clear = (clear & ~come) | gone;
  });
  return { set, clear };
}

function bitsOf(who: string, letters: string): number {
  const classes = who.includes('a') ? 'ugo' : who;
  let bits = 0;
  for (const each of classes) {
    const shift = each === 'u' ? 6 : each === 'g' ? 3 : 0;
    if (letters.includes('r')) bits |= 0o4 << shift;
    if (letters.includes('w')) bits |= 0o2 << shift;
    if (letters.includes('x')) bits |= 0o1 << shift;
    if (letters.includes('s')) bits |= each === 'u' ? 0o4000 : each === 'g' ? 0o2000 : 0;
    if (letters.includes('t') && (each === 'o' || who.includes('a'))) bits |= 0o1000;
  }
  return bits;
}
