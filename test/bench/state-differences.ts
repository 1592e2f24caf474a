/** Lines that one side has and the other has not, as a person reads them; an empty list means equal. */
export function stateDifferences(expected: readonly string[], actual: readonly string[]): readonly string[] {
  const there = new Set(actual);
  const wanted = new Set(expected);
  const lines = [
    ...expected.filter((line) => !there.has(line)).map((line) => `missing "${line}"`),
    ...actual.filter((line) => !wanted.has(line)).map((line) => `found "${line}"`),
  ];
  return lines.length > 0 || expected.length === actual.length
    ? lines
    : [`${actual.length} items instead of ${expected.length}`];
}
