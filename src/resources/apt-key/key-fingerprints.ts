import { createHash } from 'node:crypto';

/**
 * Fingerprints of the primary keys in a keyring, in upper case and sorted; nothing when the bytes are no sequence of OpenPGP packets.
 * Source: RFC 9580, §4.2 (packets), §5.5.4 (fingerprints), §6 (armor).
 */
export function keyFingerprints(content: Uint8Array): readonly string[] | undefined {
  const bytes = isArmored(content) ? withoutArmor(content) : Buffer.from(content);
  const found: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const packet = packetAt(bytes, at);
    if (packet === undefined) return undefined;
    if (packet.tag === publicKey) {
      const print = fingerprintOf(packet.body);
      if (print === undefined) return undefined;
      found.push(print);
    }
    at = packet.end;
  }
  return [...new Set(found)].sort();
}

export function isArmored(content: Uint8Array): boolean {
  return Buffer.from(content).toString('latin1').includes(begin);
}

const begin = '-----BEGIN PGP PUBLIC KEY BLOCK-----';
const publicKey = 6;

/** All blocks of the text, one behind the other. Headers end at a blank line, the checksum begins with `=`. */
function withoutArmor(content: Uint8Array): Buffer {
  const blocks = Buffer.from(content)
    .toString('latin1')
    .split(begin)
    .slice(1)
    .map((block) => {
      const lines = (block.split('-----END', 1)[0] ?? '').split(/\r?\n/);
      const blank = lines.findIndex((line, index) => index > 0 && line.trim() === '');
      const body = lines.slice(blank + 1).filter((line) => !line.startsWith('='));
      return Buffer.from(body.join(''), 'base64');
    });
  return Buffer.concat(blocks);
}

interface Packet {
  readonly tag: number;
  readonly body: Buffer;
  readonly end: number;
}

function packetAt(bytes: Buffer, at: number): Packet | undefined {
  const head = bytes[at] ?? 0;
  if ((head & 0x80) === 0) return undefined;
  const modern = (head & 0x40) !== 0;
  const length = modern ? modernLength(bytes, at + 1) : oldLength(bytes, at + 1, head & 3);
  if (length === undefined) return undefined;
  const end = length.from + length.size;
  if (end > bytes.length) return undefined;
  return { tag: modern ? head & 0x3f : (head >> 2) & 0xf, body: bytes.subarray(length.from, end), end };
}

interface Extent {
  readonly from: number;
  readonly size: number;
}

/** Partial lengths are for data, never for keys. */
function modernLength(bytes: Buffer, at: number): Extent | undefined {
  const first = bytes[at];
  if (first === undefined) return undefined;
  if (first < 192) return { from: at + 1, size: first };
  if (first < 224 && at + 2 <= bytes.length)
    return { from: at + 2, size: ((first - 192) << 8) + (bytes[at + 1] ?? 0) + 192 };
  return first === 255 && at + 5 <= bytes.length ? { from: at + 5, size: bytes.readUInt32BE(at + 1) } : undefined;
}

function oldLength(bytes: Buffer, at: number, type: number): Extent | undefined {
  const width = [1, 2, 4][type];
  if (width === undefined || at + width > bytes.length) return undefined;
  return { from: at + width, size: bytes.readUIntBE(at, width) };
}

function fingerprintOf(body: Buffer): string | undefined {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(body.length);
  const digest = (algorithm: string, prefix: Buffer): string =>
    createHash(algorithm).update(prefix).update(body).digest('hex').toUpperCase();
  if (body[0] === 4) return digest('sha1', Buffer.concat([Buffer.from([0x99]), size.subarray(2)]));
  if (body[0] === 6) return digest('sha256', Buffer.concat([Buffer.from([0x9b]), size]));
  return undefined;
}
