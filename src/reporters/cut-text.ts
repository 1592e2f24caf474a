import { displayWidth } from '../diagnostics/display-width.ts';

/**
 * The beginning of a line that is made of parts, as far as it fits into so many columns, with `…` where something is
 * left out. Escape it first.
 */
export function cutText(parts: readonly string[], columns: number): readonly string[] {
  if (parts.reduce((sum, part) => sum + displayWidth(part), 0) <= columns) return parts;
  let left = columns - 1;
  return parts.map((part) => {
    if (left < 0) return '';
    let fitting = '';
    for (const character of part) {
      left -= displayWidth(character);
      if (left < 0) return `${fitting}…`;
      fitting += character;
    }
    return fitting;
  });
}
