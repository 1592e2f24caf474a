/** Undoes the `\040` with which the kernel and fstab(5) write blanks and the like. */
export function unescapeOctal(word: string): string {
  return word.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}
