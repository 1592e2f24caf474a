/**
 * Writes Handlebars so that exactly the given text comes out. Handlebars takes the whole line of a block tag that stands
 * alone on it, Jinja only the line end behind it: a tag is written alone where both do the same, and kept from being
 * alone elsewhere.
 */
export class Writer {
  #out = '';
  /** The tag that ends the output would be alone on its line if a line end followed. */
  #mustNotBeAlone = false;
  /** There are blanks before that tag, which would be lost at the end of the template. */
  #blanksBefore = false;
  /** Blanks behind that tag: what follows them decides. */
  #blanks = '';

  text(): string {
    const isAlone = this.#mustNotBeAlone && (this.#blanksBefore || this.#blanks !== '');
    return this.#out + (isAlone ? '{{""}}' : '') + this.#blanks;
  }

  /** Where the output is, for `backTo`. */
  place(): WriterPlace {
    return {
      out: this.#out,
      mustNotBeAlone: this.#mustNotBeAlone,
      blanksBefore: this.#blanksBefore,
      blanks: this.#blanks,
    };
  }

  backTo(place: WriterPlace): void {
    this.#out = place.out;
    this.#mustNotBeAlone = place.mustNotBeAlone;
    this.#blanksBefore = place.blanksBefore;
    this.#blanks = place.blanks;
  }

  /** Whether nothing but blanks stands in the line that the output ends with. */
  isLineBlank(): boolean {
    return /(^|\n)[ \t]*$/.test(this.#out + this.#blanks);
  }

  /** Text that comes out as it is. */
  write(given: string): void {
    if (given === '') return;
    const text = this.#blanks + given;
    this.#blanks = '';
    if (this.#mustNotBeAlone && /^[ \t]*$/.test(text)) {
      this.#blanks = text;
      return;
    }
    if (text.includes('{{')) {
      this.raw(text);
      return;
    }
    if (this.#mustNotBeAlone && /^[ \t]*\r?\n/.test(text)) this.#out += '{{""}}';
    this.#mustNotBeAlone = false;
    // `}}}` would close a triple.
    if (text.startsWith('}') && this.#out.endsWith('}}')) {
      this.#out += `{{"}"}}`;
      this.write(text.slice(1));
      return;
    }
    this.#out += text;
  }

  /** A tag that prints. */
  tag(tag: string): void {
    this.#beforeTag();
    this.#out += tag;
    this.#mustNotBeAlone = false;
  }

  /** A tag that prints nothing. `endsLine`: Jinja took a line end away behind it. */
  block(tag: string, endsLine: boolean, layout: 'alone where possible' | 'never alone' = 'alone where possible'): void {
    this.#beforeTag();
    const startsLine = this.#out === '' || this.#out.endsWith('\n');
    if (startsLine && endsLine && layout !== 'never alone') {
      this.#out += `${tag}\n`;
      return;
    }
    const isAlone = /(^|\n)[ \t]*$/.test(this.#out);
    this.#blanksBefore = /[ \t]$/.test(this.#out);
    this.#out += tag;
    this.#mustNotBeAlone = isAlone;
  }

  raw(text: string): void {
    if (text === '') return;
    this.#beforeTag();
    if (/(^|\n)[ \t]*$/.test(this.#out) && /^[ \t]*\r?\n/.test(text)) this.#out += '{{""}}';
    this.#out += `{{{{raw}}}}${text}{{{{/raw}}}}`;
    this.#mustNotBeAlone = /\n[ \t]*$/.test(text);
    this.#blanksBefore = /[ \t]$/.test(text);
  }

  /** What stands in front of a tag must neither escape it nor become part of it. */
  #beforeTag(): void {
    this.#out += this.#blanks;
    this.#blanks = '';
    if (this.#out.endsWith('\\')) this.#out += '\\';
    if (this.#out.endsWith('{')) this.#out = `${this.#out.slice(0, -1)}{{"{"}}`;
  }
}

interface WriterPlace {
  readonly out: string;
  readonly mustNotBeAlone: boolean;
  readonly blanksBefore: boolean;
  readonly blanks: string;
}
