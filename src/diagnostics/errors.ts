import type { Diagnostic } from './diagnostic.ts';
import type { DiagnosticCode } from './codes.ts';

/** Everything wrong with what the user wrote, all at once. Exit code 2. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((each) => each.message).join('; '));
    this.diagnostics = diagnostics;
  }
}

/** Something failed on, or on the way to, one host. Travels only within that host's line of work. */
export class HostError extends Error {
  override readonly name = 'HostError';
  readonly code: DiagnosticCode;
  readonly hint: string | undefined;

  constructor(
    code: DiagnosticCode,
    message: string,
    options: { readonly hint?: string; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }

  /** True when nothing can be said about the host any more: exit code 3 instead of 1. */
  get unreachable(): boolean {
    return unreachableCodes.has(this.code);
  }
}

const unreachableCodes: ReadonlySet<DiagnosticCode> = new Set([
  'unreachable',
  'host-key-unknown',
  'host-key-changed',
  'host-key-revoked',
  'authentication',
  'no-shell',
  'locked',
]);
