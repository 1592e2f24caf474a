import { maskBrokenBase64 } from './broken-base64.ts';
import { secretForms } from './secret-forms.ts';

/** Everything in this text or data that is known to be secret is replaced by `***`. */
export interface Masking {
  text(text: string): string;
  /** Plain data; numbers are masked only as the values of a change, where they are what a host holds. */
  data(value: unknown): unknown;
}

/**
 * The secrets of a run, by value. It grows while the run goes on: what is read from a vault is added in that moment, so
 * that whatever is shown later can be masked. Values of fewer than four characters are left alone: masking them would
 * destroy every report and protect nothing.
 */
export class Secrets implements Masking {
  readonly #values = new Set<string>();
  #forms: readonly string[] = [];
  #known = 0;

  add(value: string): void {
    if (value.length >= shortestMasked) this.#values.add(value);
  }

  /** Every text and number in plain data. */
  addAll(value: unknown): void {
    if (typeof value === 'string' || typeof value === 'number') this.add(String(value));
    else if (typeof value === 'object' && value !== null) for (const item of Object.values(value)) this.addAll(item);
  }

  text(text: string): string {
    if (this.#values.size === 0) return text;
    if (text.length < shortestCut) return this.#withoutForms(text);
    return this.#withoutEnds(this.#withoutForms(maskBrokenBase64(text, (unbroken) => this.#withoutParts(unbroken))));
  }

  data(value: unknown): unknown {
    return this.#values.size === 0 ? value : this.#masked(value, '');
  }

  #withoutForms(text: string): string {
    let masked = text;
    for (const form of this.#all()) if (masked.includes(form)) masked = masked.replaceAll(form, '***');
    return masked;
  }

  /** A long text may also be the middle of a longer secret. */
  #withoutParts(text: string): string {
    return this.#all().some((form) => form.includes(text)) ? '***' : this.#withoutEnds(this.#withoutForms(text));
  }

  #masked(value: unknown, key: string): unknown {
    if (typeof value === 'string') return key === 'message' ? this.#withoutEnds(this.text(value)) : this.text(value);
    if (typeof value === 'number' && (key === 'from' || key === 'to') && this.#values.has(String(value))) return '***';
    if (Array.isArray(value)) return value.map((item) => this.#masked(item, ''));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, this.#masked(item, name)]));
  }

  /** A long text may have been cut in the middle of a secret: what is left of it at the ends goes, too. */
  #withoutEnds(text: string): string {
    const [, before = '', body = '', after = ''] = /^(\u2026?)(.*?)(\u2026?)$/s.exec(text) ?? [];
    let [from, to] = [0, body.length];
    for (const form of this.#all()) {
      to = Math.min(to, body.length - beginningAtEnd(body, form));
      from = Math.max(from, endAtBeginning(body, form));
    }
    if (from === 0 && to === body.length) return text;
    return `${before}${from > 0 ? '***' : ''}${body.slice(from, to)}${to < body.length ? '***' : ''}${after}`;
  }

  /** A secret that begins with another one must not leave its end behind: the longer ones come first. */
  #all(): readonly string[] {
    if (this.#known !== this.#values.size) {
      const forms = new Set([...this.#values].flatMap((value) => secretForms(value)));
      this.#forms = [...forms].filter((form) => form.length >= shortestMasked).sort((a, b) => b.length - a.length);
      this.#known = this.#values.size;
    }
    return this.#forms;
  }
}

const shortestMasked = 4;
/** Texts are cut for people at 80 characters and more, and base64 into lines of 60 and more. */
const shortestCut = 60;

/** How many characters at the end of a text are the beginning of a secret. */
function beginningAtEnd(text: string, secret: string): number {
  const head = secret.slice(0, shortestMasked);
  let at = text.indexOf(head, Math.max(0, text.length - secret.length + 1));
  while (at !== -1 && !secret.startsWith(text.slice(at))) at = text.indexOf(head, at + 1);
  return at === -1 ? 0 : text.length - at;
}

function endAtBeginning(text: string, secret: string): number {
  const tail = secret.slice(-shortestMasked);
  let at = text.lastIndexOf(tail, secret.length - 1 - shortestMasked);
  while (at >= 0 && !secret.endsWith(text.slice(0, at + shortestMasked)))
    at = at === 0 ? -1 : text.lastIndexOf(tail, at - 1);
  return at === -1 ? 0 : at + shortestMasked;
}
