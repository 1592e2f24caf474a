/**
 * The forms in which a secret may come up in what programs print and templates make of it: as it is, without its outer
 * white space, line by line, in JSON, in shell quotes, in a URL, and in base64 wherever it stands in what was encoded.
 */
export function secretForms(value: string): readonly string[] {
  const trimmed = value.trim();
  const lines = value.split(/\r?\n/).map((line) => line.trim());
  return [
    value,
    trimmed,
    value.replace(/\s+/g, ' ').trim(),
    JSON.stringify(value).slice(1, -1),
    value.replaceAll("'", String.raw`'\''`),
    percentEncoded(value),
    ...(lines.length > 1 ? lines.filter((line) => line.length >= shortestLine) : []),
    ...[value, trimmed].flatMap(base64Forms),
  ];
}

/** Shorter lines of a longer secret are words like `else` or `}`. */
const shortestLine = 8;

function percentEncoded(value: string): string {
  // Half of a surrogate pair cannot be encoded, and cannot stand in a URL.
  return /\p{Surrogate}/u.test(value) ? value : encodeURIComponent(value);
}

/**
 * The whole in base64, and for each of the three ways in which it can lie in a longer text the characters that depend on
 * it alone: `Authorization: Basic` holds a password behind a user's name.
 */
function base64Forms(value: string): readonly string[] {
  const bytes = Buffer.from(value, 'utf8');
  const inner = [0, 1, 2].flatMap((shift) => {
    const before = Math.ceil((shift * 8) / 6);
    const own = Math.floor(((shift + bytes.length) * 8) / 6);
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(before, own);
    return text.length >= shortestInner ? [text] : [];
  });
  return [bytes.toString('base64'), ...inner].flatMap((text) => [text, text.replaceAll('+', '-').replaceAll('/', '_')]);
}

/** Shorter ones come up by chance. */
const shortestInner = 8;
