/** The same things in the same circle, beginning `turns` further on. */
export function rotated<Thing>(things: readonly Thing[], turns: number): readonly Thing[] {
  const first = things.length === 0 ? 0 : turns % things.length;
  return [...things.slice(first), ...things.slice(0, first)];
}
