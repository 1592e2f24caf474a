/** The digest of a file in a list as `sha256sum` prints it, with or without `--tag`; or the only one when the list has no names. */
export function listedDigest(lines: readonly string[], name: string, length: number): string | undefined {
  const entries = lines.flatMap((line) => {
    const [, digest = '', file] = /^\\?([0-9a-fA-F]+)(?:\s+\*?(.+?))?\s*$/.exec(line) ?? [];
    const [, tagged = '', other = ''] = /^SHA(?:256|512) \((.+)\) = ([0-9a-fA-F]+)\s*$/.exec(line) ?? [];
    const entry = other === '' ? { digest, file } : { digest: other, file: tagged };
    return entry.digest.length === length ? [entry] : [];
  });
  const found = entries.find(({ file }) => file !== undefined && file.slice(file.lastIndexOf('/') + 1) === name);
  const [only] = entries;
  return (found ?? (entries.length === 1 && only?.file === undefined ? only : undefined))?.digest.toLowerCase();
}
