/** What a caught value tells, whatever it is. Judged by its properties: errors may come from another realm. */
export interface Caught {
  readonly message: string;
  /** `ENOENT`, `ECONNREFUSED`; nothing for errors that are not the system's. */
  readonly code: string | undefined;
  readonly error: Error;
}

export function caught(thrown: unknown): Caught {
  const { message, code } = Object(thrown) as { readonly message?: unknown; readonly code?: unknown };
  const text = typeof message === 'string' ? message : String(thrown);
  return {
    message: text,
    code: typeof code === 'string' ? code : undefined,
    error: typeof message === 'string' ? (thrown as Error) : new Error(text, { cause: thrown }),
  };
}
