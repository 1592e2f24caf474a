export type SealedFormat = 'age' | 'ansible';

/** How a text is encrypted, by its beginning; nothing for a plain one. Bytes of a file may be given as latin1. */
export function sealedFormat(text: string): SealedFormat | undefined {
  const start = text.slice(0, 200).trimStart();
  if (start.startsWith('$ANSIBLE_VAULT;')) return 'ansible';
  return start.startsWith('-----BEGIN AGE ENCRYPTED FILE-----') || start.startsWith('age-encryption.org/v1\n')
    ? 'age'
    : undefined;
}
