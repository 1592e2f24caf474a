/** One usable line of a known_hosts file. */
export interface KnownHostsLine {
  readonly file: string;
  /** From 1; 0 for a line that this run has added. */
  readonly line: number;
  /** `authority`: signs host certificates (`@cert-authority`). `revoked`: must never be accepted. */
  readonly role: 'key' | 'authority' | 'revoked';
  /** The first field as it stands: patterns with commas, or one hashed name. */
  readonly names: string;
  readonly keyType: string;
  /** The public key in SSH's wire format. */
  readonly key: Buffer;
}

export interface KnownHostsProblem {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

export interface KnownHosts {
  readonly lines: readonly KnownHostsLine[];
  readonly problems: readonly KnownHostsProblem[];
}

/** Reads the text of a known_hosts file (sshd(8)). A broken line is reported and the others still count. */
export function parseKnownHosts(text: string, file: string): KnownHosts {
  const lines: KnownHostsLine[] = [];
  const problems: KnownHostsProblem[] = [];
  text.split('\n').forEach((raw, index) => {
    const content = raw.trim();
    if (content === '' || content.startsWith('#')) return;
    const place = { file, line: index + 1 };
    const parsed = parseLine(content);
    if (typeof parsed === 'string') problems.push({ ...place, message: parsed });
    else lines.push({ ...place, ...parsed });
  });
  return { lines, problems };
}

function parseLine(content: string): Omit<KnownHostsLine, 'file' | 'line'> | string {
  const fields = content.split(/[ \t]+/);
  const marker = content.startsWith('@') ? fields.shift() : undefined;
  const role = marker === undefined ? 'key' : roles.get(marker);
  if (role === undefined) return `the marker ${marker ?? ''} is not known`;
  const [names, keyType, base64] = fields;
  if (names === undefined || keyType === undefined || base64 === undefined)
    return 'a name, a key type or a key is missing';
  const key = decodeKey(keyType, base64);
  return key === undefined ? `this is not a ${keyType} key` : { role, names, keyType, key };
}

const roles: ReadonlyMap<string, KnownHostsLine['role']> = new Map([
  ['@cert-authority', 'authority'],
  ['@revoked', 'revoked'],
]);

/** A key blob starts with its own type as a length-prefixed string. */
function decodeKey(keyType: string, base64: string): Buffer | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined;
  const key = Buffer.from(base64, 'base64');
  const type = Buffer.from(keyType);
  if (key.length < 4 + type.length || key.readUInt32BE(0) !== type.length) return undefined;
  return key.subarray(4, 4 + type.length).equals(type) ? key : undefined;
}
