import type { WantedSshdConfig } from './wanted.ts';

/**
 * What the file shall hold, given what it holds. The wanted lines stand where the first one of their keyword stood, or at the end of
 * what counts for everybody; other lines of these keywords before the first `Match` go. Lines that are right keep their form.
 */
export function editOptions(
  { keywords, lines: wanted }: Pick<WantedSshdConfig, 'keywords' | 'lines'>,
  text: string,
): string {
  const all = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const match = all.findIndex((line) => settingIn(line)?.keyword === 'match');
  const [before, rest] = match === -1 ? [all, []] : [all.slice(0, match), all.slice(match)];
  const edited = keywords.reduce<readonly string[]>((lines, keyword) => setKeyword(lines, keyword, wanted), before);
  if (edited.join('\n') === before.join('\n')) return text;
  const result = [...edited, ...rest];
  return result.length === 0 ? '' : `${result.join('\n')}\n`;
}

function setKeyword(lines: readonly string[], keyword: string, wanted: WantedSshdConfig['lines']): readonly string[] {
  const isOwn = (line: string): boolean => settingIn(line)?.keyword === keyword.toLowerCase();
  const values = wanted.filter((each) => each.keyword === keyword).map((each) => each.value);
  const found = lines.flatMap((line) => (isOwn(line) ? [settingIn(line)?.value] : []));
  if (found.length === values.length && found.every((value, index) => value === values[index])) return lines;
  const first = lines.findIndex(isOwn);
  const place = first === -1 ? endOfSettings(lines) : first;
  return [
    ...lines.slice(0, place).filter((line) => !isOwn(line)),
    ...values.map((value) => `${keyword} ${value}`),
    ...lines.slice(place).filter((line) => !isOwn(line)),
  ];
}

/** Before blank lines and remarks in front of a `Match`, which mostly belong to it. */
function endOfSettings(lines: readonly string[]): number {
  return lines.findLastIndex((line) => settingIn(line) !== undefined) + 1 || lines.length;
}

/** `Keyword value` or `Keyword=value`: sshd_config(5). The value's white space is made single and quotes around it are dropped. */
export function settingIn(line: string): { readonly keyword: string; readonly value: string } | undefined {
  const [, keyword, value] = /^\s*([A-Za-z][A-Za-z0-9]*)(?:\s*=\s*|\s+)(.*?)\s*$/.exec(line) ?? [];
  if (keyword === undefined || value === undefined) return undefined;
  return { keyword: keyword.toLowerCase(), value: value.replace(/^"([^"]*)"$/, '$1').replace(/\s+/g, ' ') };
}
