import { createHash } from 'node:crypto';

/** The 43 characters of a digest as crypt(5) makes it for `$5$`. Source: U. Drepper, "Unix crypt using SHA-256 and SHA-512". */
export function sha256Crypt(password: Buffer, salt: Buffer, rounds: number): string {
  const alternate = sha256(password, salt, password);
  const bits = [...binaryDigits(password.length)].map((bit) => (bit ? alternate : password));
  let digest = sha256(password, salt, repeated(alternate, password.length), ...bits);
  const p = repeated(sha256(...Array.from({ length: password.length }, () => password)), password.length);
  const s = repeated(sha256(...Array.from({ length: 16 + (digest[0] ?? 0) }, () => salt)), salt.length);
  for (let round = 0; round < rounds; round += 1) {
    const odd = round % 2 === 1;
    digest = sha256(
      odd ? p : digest,
      ...(round % 3 === 0 ? [] : [s]),
      ...(round % 7 === 0 ? [] : [p]),
      odd ? digest : p,
    );
  }
  return spelled(digest);
}

function sha256(...parts: readonly Buffer[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}

function repeated(block: Buffer, length: number): Buffer {
  return Buffer.alloc(length, length === 0 ? undefined : block);
}

/** From the lowest to the highest. */
function* binaryDigits(number: number): Generator<boolean> {
  for (let rest = number; rest > 0; rest >>= 1) yield (rest & 1) === 1;
}

const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const groups = [
  ...[
    [0, 10, 20],
    [21, 1, 11],
    [12, 22, 2],
    [3, 13, 23],
    [24, 4, 14],
    [15, 25, 5],
    [6, 16, 26],
    [27, 7, 17],
  ],
  ...[
    [18, 28, 8],
    [9, 19, 29],
  ],
] as const;

function spelled(digest: Buffer): string {
  const at = (index: number | undefined): number => (index === undefined ? 0 : (digest[index] ?? 0));
  const words = groups.map(([a, b, c]) => letters((at(a) << 16) | (at(b) << 8) | at(c), 4));
  return [...words, letters((at(31) << 8) | at(30), 3)].join('');
}

function letters(number: number, count: number): string {
  return Array.from({ length: count }, (_, index) => alphabet[(number >> (6 * index)) & 63] ?? '').join('');
}
