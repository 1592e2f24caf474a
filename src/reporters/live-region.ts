/**
 * Lasting text that scrolls, and below it a few lines that are drawn again in place. Returns what to print.
 *
 * The cursor always rests, visible, on the empty line between the two: whatever else gets printed there (a warning on
 * stderr, ^C, a crash) follows the lasting text, overwrites only the live lines, and finds a terminal in its usual
 * state. It also makes a resized window harmless: all that is live lies behind the cursor.
 *
 * @param lasting lines to add above
 * @param live no wider than the terminal; none to clear
 */
export function drawLive(lasting: readonly string[], live: readonly string[]): string {
  const above = lasting.length === 0 ? '' : `${clearBelow}${lasting.join('\n')}\n`;
  if (live.length === 0) return `\r${above}${clearBelow}`;
  const lines = ['', ...live].map((text) => text + clearRight).join('\n');
  return `${beginFrame}\r${above}${lines}${clearBelow}${up(live.length)}\r${endFrame}`;
}

/** Terminals that know synchronised updates (DEC private mode 2026) show a frame at once; others ignore it. */
const beginFrame = '\u001b[?2026h';
const endFrame = '\u001b[?2026l';
const clearRight = '\u001b[K';
const clearBelow = '\u001b[J';

function up(rows: number): string {
  return `\u001b[${rows}A`;
}
