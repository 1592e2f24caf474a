/** A file as text. What age encrypted without armor is no text; it becomes what age would have written with armor. */
export function textOfFile(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!buffer.subarray(0, magic.length).equals(magic)) return buffer.toString('utf8');
  const lines = buffer.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN AGE ENCRYPTED FILE-----', ...lines, '-----END AGE ENCRYPTED FILE-----', ''].join('\n');
}

const magic = Buffer.from('age-encryption.org/v1\n');
