import type { DiagnosticCode } from '../../diagnostics/codes.ts';

export interface SchemaOptions {
  /** `allowed`: a string that holds `{{` passes everywhere, because its type is known only when it has been rendered. */
  readonly templates: 'allowed' | 'refused';
}

/** One way in which a value does not fit its schema. */
export interface Violation {
  readonly code: DiagnosticCode;
  readonly message: string;
  /** Keys and indexes from the root to the value. */
  readonly path: readonly string[];
  /** The key of the value at `path` that is meant, when it is one of its keys instead of the value. */
  readonly key?: string;
  readonly hint?: string | undefined;
}
