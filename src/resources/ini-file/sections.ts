/** Lines of a section: its head at `head`, what is in it from `from` to before `to`. */
export interface SectionRange {
  /** Nothing for the lines before the first section. */
  readonly name: string | undefined;
  readonly head: number;
  readonly from: number;
  readonly to: number;
}

/** All sections in their order; the first range holds what stands before them. */
export function sectionRanges(lines: readonly string[]): readonly SectionRange[] {
  const heads = lines.flatMap((line, index) => {
    const [, name] = /^\s*\[([^\]]*)\]/.exec(line) ?? [];
    return name === undefined ? [] : [{ name: name.trim(), head: index }];
  });
  const end = (index: number): number => heads[index]?.head ?? lines.length;
  return [
    { name: undefined, head: 0, from: 0, to: end(0) },
    ...heads.map(({ name, head }, index) => ({ name, head, from: head + 1, to: end(index + 1) })),
  ];
}

/** The first section of that name with a line that is looked for, else the first one; nothing when there is none. */
export function findSection(
  lines: readonly string[],
  name: string | undefined,
  holds: (line: string) => boolean,
): SectionRange | undefined {
  const ranges = sectionRanges(lines).filter((range) => range.name === name);
  return ranges.find(({ from, to }) => lines.slice(from, to).some(holds)) ?? ranges[0];
}
