/** Whether a version is the one that is wanted; `*` in the pattern stands for any characters, as for apt-get. */
export function fitsVersion(pattern: string, version: string | undefined): boolean {
  if (version === undefined) return false;
  const [first = '', ...others] = pattern.split('*');
  if (others.length === 0) return version === pattern;
  const last = others.pop() ?? '';
  if (!version.startsWith(first) || version.length < first.length + last.length || !version.endsWith(last))
    return false;
  let rest = version.slice(first.length, version.length - last.length);
  // Taking the leftmost place for each part is enough, so that no pattern needs more than one pass.
  return others.every((part) => {
    const at = rest.indexOf(part);
    rest = rest.slice(at + part.length);
    return at !== -1;
  });
}
