/** What of a secret must not be found anywhere: either half of this text, which its value holds unchanged. */
export type Cores = ReadonlyMap<string, string>;

/**
 * The places whose secrets a text gives away: as they are, or inside of base64, however it is aligned and broken into lines. It
 * decodes all that could be base64, and knows nothing of how secrets are masked.
 */
export function leaks(text: string, cores: Cores): readonly string[] {
  const unbroken = text.replace(/\\n|[\s|]+/g, '');
  const texts = [text, unbroken, ...decodings(text), ...decodings(unbroken)];
  return [...cores].flatMap(([place, core]) => {
    const halves = [core.slice(0, core.length / 2), core.slice(core.length / 2)];
    return texts.some((each) => halves.some((half) => each.includes(half))) ? [place] : [];
  });
}

function decodings(text: string): readonly string[] {
  return [...text.matchAll(/[A-Za-z0-9+/_-]{11,}/g)].flatMap(([run]) =>
    [0, 1, 2, 3].map((shift) => Buffer.from(run.slice(shift), 'base64').toString('latin1')),
  );
}
