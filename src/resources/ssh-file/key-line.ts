/** One key of authorized_keys. Source: sshd(8), AUTHORIZED_KEYS FILE FORMAT. */
export interface KeyLine {
  /** Type and bytes: what makes two lines the same key. */
  readonly identity: string;
  /** As written; empty for none. */
  readonly options: string;
  readonly comment: string;
}

/** Nothing for a line that is no key: empty, a comment, or something that sshd would skip. */
export function keyLine(line: string): KeyLine | undefined {
  const text = line.trim();
  return text.startsWith('#') ? undefined : (bareKey(text, '') ?? keyBehindOptions(text));
}

/** The line again, in the usual form. */
export function showKeyLine({ identity, options, comment }: KeyLine): string {
  return [options, identity, comment].filter((part) => part !== '').join(' ');
}

function keyBehindOptions(text: string): KeyLine | undefined {
  // Options end at the first blank outside of double quotes; a backslash protects a quote.
  const [options] = /^(?:"(?:\\.|[^"\\])*"|[^\s"])+/.exec(text) ?? [];
  return options === undefined ? undefined : bareKey(text.slice(options.length).trim(), options);
}

function bareKey(text: string, options: string): KeyLine | undefined {
  const [, type, blob, comment = ''] = /^([a-z0-9@.-]+)\s+([A-Za-z0-9+/]+={0,2})(?:\s+(.*))?$/.exec(text) ?? [];
  if (type === undefined || blob === undefined || !isWhole(type, Buffer.from(blob, 'base64'))) return undefined;
  return { identity: `${type} ${blob}`, options, comment: comment.trim() };
}

/**
 * The bytes are parts, each behind its length, and the first is the type's name: a damaged or truncated key is found out. Certificates
 * have other parts too, so only their beginning is looked at. Source: RFC 4253 §6.6.
 */
function isWhole(type: string, bytes: Buffer): boolean {
  const ends = [0];
  for (let at = 0; at + 4 <= bytes.length;) {
    at += 4 + bytes.readUInt32BE(at);
    ends.push(at);
  }
  const [, first = 0, second] = ends;
  if (second === undefined || bytes.toString('latin1', 4, first) !== type) return false;
  return type.includes('-cert-') || ends.at(-1) === bytes.length;
}
