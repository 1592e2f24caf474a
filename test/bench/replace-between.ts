/**
 * Puts text between two lines of a page that mark where generated text is.
 * @throws Error when the page has no such lines
 */
export function replaceBetween(page: string, begin: string, end: string, text: string): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`the page has no "${begin}" with "${end}" behind it`);
  return `${page.slice(0, from + begin.length)}\n\n${text}\n\n${page.slice(to)}`;
}
