import type { DiagnosticCode } from '../diagnostics/codes.ts';

/** Something cannot be opened or closed. Who asked knows the place. */
export class VaultError extends Error {
  override readonly name = 'VaultError';
  readonly code: DiagnosticCode;
  readonly hint: string | undefined;

  constructor(code: 'vault-key' | 'vault-broken' | 'file-missing' | 'bad-value', message: string, hint?: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}
