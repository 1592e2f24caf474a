import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import type { Span } from '../diagnostics/span.ts';

/**
 * Something encrypted as it stands in a file. It is opened before a run, and only when something needs it: until then
 * nobody is asked for a passphrase. What is read from it is told to whoever masks reports.
 */
export class Sealed {
  readonly text: string;
  /** Where it stands. */
  readonly span: Span;
  readonly #receive: (text: string) => readonly Diagnostic[];
  #state: { readonly text: string; readonly disclose: (value: unknown) => void } | readonly Diagnostic[] | undefined;

  /** @param receive told the text when it has been opened; says what is wrong with it */
  constructor(text: string, span: Span, receive: (text: string) => readonly Diagnostic[] = () => []) {
    this.text = text;
    this.span = span;
    this.#receive = receive;
  }

  /** Whether opening it has been tried. */
  get settled(): boolean {
    return this.#state !== undefined;
  }

  /** Called once, with the text and who must know of what is read, or with why it could not be opened. */
  settle(
    outcome: { readonly text: string; readonly disclose: (value: unknown) => void } | readonly Diagnostic[],
  ): readonly Diagnostic[] {
    this.#state = outcome;
    return 'text' in outcome ? this.#receive(outcome.text) : outcome;
  }

  /** @throws InputError when it could not be opened, or was not because nothing seemed to need it */
  reveal(): string {
    return this.disclose(this.#opened().text);
  }

  /** Tells of a value that is read from it, and gives it back. */
  disclose<Value>(value: Value): Value {
    this.#opened().disclose(value);
    return value;
  }

  #opened(): { readonly text: string; readonly disclose: (value: unknown) => void } {
    const state = this.#state;
    if (state !== undefined && 'text' in state) return state;
    throw new InputError(state ?? [notOpened(this.span)]);
  }
}

function notOpened(span: Span): Diagnostic {
  const hint = 'name the variable in a task or template as it is, not by a name that only the run knows';
  return problem('vault-key', 'this is encrypted, and it was not known before the run that it is needed', span, {
    hint,
  });
}
