import { displayWidth } from '../../src/diagnostics/display-width.ts';

/**
 * A terminal's screen as a grid, for what reporters print: text, line ends, and the few control sequences that they may
 * use. Anything else fails loudly.
 */
export class TerminalScreen {
  readonly columns: number;
  readonly rows: number;
  /** Rows that have scrolled out at the top. */
  readonly scrolledOut: string[] = [];
  #grid: string[][];
  #row = 0;
  #column = 0;

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
    this.#grid = Array.from({ length: rows }, () => []);
  }

  get cursor(): { readonly row: number; readonly column: number } {
    return { row: this.#row, column: this.#column };
  }

  /** What is on the screen, without the empty rows below. */
  get lines(): readonly string[] {
    const lines = this.#grid.map((row) => row.join('').trimEnd());
    const last = lines.findLastIndex((line) => line !== '');
    return lines.slice(0, last + 1);
  }

  /** All that was ever printed and not erased. */
  get text(): string {
    return [...this.scrolledOut, ...this.lines].join('\n');
  }

  write(text: string): void {
    const tokens = text.match(/\u001b\[[?\d;]*[A-Za-z]|[\s\S]/gu) ?? [];
    for (const token of tokens) {
      if (token.length > 1 && token.startsWith('\u001b')) this.#control(token);
      else if (token === '\r') this.#column = 0;
      else if (token === '\n') this.#newLine();
      else this.#put(token);
    }
  }

  #control(sequence: string): void {
    if (/m$/.test(sequence) || /^\u001b\[\?2026[hl]$/.test(sequence)) return;
    const up = /^\u001b\[(\d+)A$/.exec(sequence);
    if (up) {
      this.#row = Math.max(0, this.#row - Number(up[1]));
    } else if (sequence === '\u001b[K') {
      this.#grid[this.#row]!.length = Math.min(this.#column, this.#grid[this.#row]!.length);
    } else if (sequence === '\u001b[J') {
      this.#grid[this.#row]!.length = Math.min(this.#column, this.#grid[this.#row]!.length);
      for (let row = this.#row + 1; row < this.rows; row += 1) this.#grid[row] = [];
    } else {
      throw new Error(`unexpected control sequence ${JSON.stringify(sequence)}`);
    }
  }

  #newLine(): void {
    this.#column = 0;
    this.#row += 1;
    if (this.#row < this.rows) return;
    this.#row = this.rows - 1;
    const [first = []] = this.#grid.splice(0, 1);
    this.scrolledOut.push(first.join('').trimEnd());
    this.#grid.push([]);
  }

  #put(character: string): void {
    const width = displayWidth(character);
    if (character < ' ') throw new Error(`unexpected control character ${JSON.stringify(character)}`);
    if (this.#column + width > this.columns) this.#newLine();
    const row = this.#grid[this.#row]!;
    while (row.length < this.#column) row.push(' ');
    row[this.#column] = character;
    for (let extra = 1; extra < width; extra += 1) row[this.#column + extra] = '';
    this.#column += width;
  }
}
