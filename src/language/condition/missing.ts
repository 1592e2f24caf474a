import type { Span } from '../../diagnostics/span.ts';

/** What stands for an unknown variable, key or item until something uses it. */
export class Missing {
  readonly span: Span | undefined;
  /** Called only when it becomes an error: looking for similar names takes time. */
  readonly describe: () => { readonly message: string; readonly hint?: string | undefined };

  readonly code: 'unknown-variable' | 'lookup-missing';

  constructor(describe: Missing['describe'], span?: Span, code: Missing['code'] = 'unknown-variable') {
    this.code = code;
    this.describe = describe;
    this.span = span;
  }
}

export function isMissing(value: unknown): value is Missing {
  return value instanceof Missing;
}

/** A `Missing` was used as a value. Travels inside the condition room only. */
export class MissingError extends Error {
  override readonly name = 'MissingError';
  readonly missing: Missing;

  constructor(missing: Missing) {
    super('an unknown variable was used');
    this.missing = missing;
  }
}
