import { ArgumentError } from '../resource.ts';

/** A wanted mode: what is done to the bits that are there, one operation after the other. */
export interface FileMode {
  /** As chmod takes it. */
  readonly text: string;
  readonly operations: readonly ModeOperation[];
}

export interface ModeOperation {
  readonly clear: number;
  readonly set: number;
  /** The same for what `X` adds: only on directories and on what somebody may execute. */
  readonly clearIfExecutable: number;
  readonly setIfExecutable: number;
  /** Set-id bits that `=` takes from files but, as with GNU's chmod, leaves on directories. */
  readonly clearOnFiles: number;
}

/**
 * Reads `0644`, `644` or chmod's symbolic form `u=rw,g=r,o=`, `a+X`, `g-w,o=`.
 * @throws ArgumentError for anything else, also for `g=u` and for forms without a letter of `ugoa`, whose meaning depends on the umask
 */
export function fileMode(argument: string, text: string): FileMode {
  const bits = octal(text);
  if (bits !== undefined)
    return { text: fourDigits(bits), operations: [{ ...nothing, clear: allBits & ~bits, set: bits }] };
  const clauses = text.split(',').map((clause) => /^([ugoa]+)((?:[-+=][rwxXst]*)+)$/.exec(clause));
  if (!clauses.every((clause) => clause !== null))
    throw new ArgumentError(argument, `${JSON.stringify(text)} is not a mode`, `write it like '0644' or u=rw,g=r,o=r`);
  const operations = clauses.flatMap(([, who = '', rest = '']) =>
    [...rest.matchAll(/([-+=])([rwxXst]*)/g)].map(([, sign = '', letters = '']) => operation(who, sign, letters)),
  );
  return { text, operations };
}

/** The four digits that a file gets which has `current` now. */
export function applyMode({ operations }: FileMode, current: string, type: 'file' | 'directory'): string {
  const bits = operations.reduce(
    (now, operation) => {
      const { clear, set } = operationOn(operation, type, type === 'directory' || (now & 0o111) !== 0);
      return (now & ~clear) | set;
    },
    Number.parseInt(current, 8),
  );
  return fourDigits(bits);
}

/** What an operation does to something of this type that somebody may execute, or nobody. */
export function operationOn(
  operation: ModeOperation,
  type: 'file' | 'directory',
  executable: boolean,
): { readonly clear: number; readonly set: number } {
  const { clear, set, clearIfExecutable, setIfExecutable, clearOnFiles } = operation;
  return {
    clear: clear | (executable ? clearIfExecutable : 0) | (type === 'file' ? clearOnFiles : 0),
    set: set | (executable ? setIfExecutable : 0),
  };
}

const allBits = 0o7777;
const nothing: ModeOperation = { clear: 0, set: 0, clearIfExecutable: 0, setIfExecutable: 0, clearOnFiles: 0 };

function octal(text: string): number | undefined {
  if (!/^(?:0o)?[0-7]{3,5}$/.test(text)) return undefined;
  const bits = Number.parseInt(text.replace('0o', ''), 8);
  return bits <= allBits ? bits : undefined;
}

function fourDigits(bits: number): string {
  return bits.toString(8).padStart(4, '0');
}

function operation(who: string, sign: string, letters: string): ModeOperation {
  const bits = bitsOf(who, letters);
  const ifExecutable = letters.includes('X') ? bitsOf(who, 'x') : 0;
  if (sign === '-') return { ...nothing, clear: bits, clearIfExecutable: ifExecutable };
  const added = { ...nothing, set: bits, setIfExecutable: ifExecutable };
  return sign === '+' ? added : { ...added, clear: bitsOf(who, 'rwxt'), clearOnFiles: bitsOf(who, 's') };
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
    if (letters.includes('t') && each === 'o') bits |= 0o1000;
  }
  return bits;
}
