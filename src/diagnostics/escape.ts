/**
 * Makes control characters visible, so that what a host or a file holds cannot steer the terminal: ESC becomes `\x1b`,
 * a right-to-left override `\u202e`. Keeps newlines and tabs.
 */
export function escapeControl(text: string): string {
  return text.replace(controls, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** C0 without \t and \n, DEL, C1, and the invisible characters that reorder or split lines. */

const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;
