/**
 * Masks what lies in base64 that was broken into lines: `base64`, PEM and many APIs break after 60 to 76 characters, and a line on its
 * own may show a part of a secret that no form of it as a whole is found in. The lines may stand in JSON, too.
 *
 * @param mask for the same without breaks; what it leaves alone stays as it was
 */
export function maskBrokenBase64(text: string, mask: (unbroken: string) => string): string {
  return text.replace(lines, (found) => {
    const unbroken = found.replaceAll(lineBreak, '');
    const masked = mask(unbroken);
    return masked === unbroken ? found : masked;
  });
}

const between = String.raw`(?:\\[rn]|",?|\r?\n)[ \t\r\n"]*`;
const lineBreak = new RegExp(between, 'g');
const lines = new RegExp(`[A-Za-z0-9+/_-]{60,}(?:${between}[A-Za-z0-9+/_-]+)*`, 'g');
