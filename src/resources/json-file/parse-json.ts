/** A value in a JSON text, with its place: character offsets, `end` exclusive. */
export type JsonNode = JsonPlace &
  (
    | { readonly type: 'object'; readonly entries: readonly JsonMember[] }
    | { readonly type: 'array'; readonly entries: readonly JsonEntry[] }
    | { readonly type: 'scalar'; readonly value: string | number | boolean | null }
  );

interface JsonPlace {
  readonly start: number;
  readonly end: number;
}

/** An item of a list or a member of a map. It starts with its name, if it has one. */
export interface JsonEntry {
  readonly start: number;
  readonly value: JsonNode;
  /** Offset of the comma behind it. */
  readonly comma: number | undefined;
}

export interface JsonMember extends JsonEntry {
  readonly name: string;
}

/** The text is no JSON from `offset` on. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';
  readonly offset: number;

  constructor(offset: number) {
    super('no JSON');
    this.offset = offset;
  }
}

/**
 * Reads strict JSON (RFC 8259), and lets comments of both kinds count as spaces, because many programs allow them.
 * @throws JsonSyntaxError also for what is nested deeper than 200 levels
 */
export function parseJson(text: string): JsonNode {
  const reader = new Reader(text);
  const node = reader.value(0);
  reader.skip();
  if (reader.at < text.length) throw new JsonSyntaxError(reader.at);
  return node;
}

const deepest = 200;
const spaces = /(?:[ \t\r\n\uFEFF]+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const word = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

class Reader {
  readonly #text: string;
  at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  skip(): void {
    this.#match(spaces);
  }

  value(depth: number): JsonNode {
    this.skip();
    if (depth > deepest) throw new JsonSyntaxError(this.at);
    const start = this.at;
    const char = this.#text[start];
    if (char === '{') return { type: 'object', ...this.#entries('}', () => this.#member(depth)) };
    if (char === '[')
      return { type: 'array', ...this.#entries(']', () => ({ start: this.at, value: this.value(depth + 1) })) };
    const token = this.#match(char === '"' ? string : word);
    if (token === undefined) throw new JsonSyntaxError(start);
    return { type: 'scalar', start, end: this.at, value: JSON.parse(token) as string | number | boolean | null };
  }

  #member(depth: number): Omit<JsonMember, 'comma'> {
    const start = this.at;
    const name = this.#match(string);
    if (name === undefined) throw new JsonSyntaxError(start);
    this.skip();
    this.#expect(':');
    return { start, name: JSON.parse(name) as string, value: this.value(depth + 1) };
  }

  #entries<Entry extends Omit<JsonEntry, 'comma'>>(
    close: string,
    read: () => Entry,
  ): JsonPlace & { readonly entries: readonly (Entry & Pick<JsonEntry, 'comma'>)[] } {
    const start = this.at;
    const entries: (Entry & Pick<JsonEntry, 'comma'>)[] = [];
    this.at += 1;
    this.skip();
    if (this.#text[this.at] === close) return { start, end: ++this.at, entries };
    for (;;) {
      const entry = read();
      this.skip();
      const comma = this.#text[this.at] === ',' ? this.at : undefined;
      entries.push({ ...entry, comma });
      if (comma === undefined) break;
      this.at += 1;
      this.skip();
    }
    this.#expect(close);
    return { start, end: this.at, entries };
  }

  #expect(char: string): void {
    if (this.#text[this.at] !== char) throw new JsonSyntaxError(this.at);
    this.at += 1;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.#text) ?? [];
    if (found !== undefined) this.at += found.length;
    return found;
  }
}
