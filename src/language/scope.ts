/**
 * What templates and conditions see. A null-prototype object with own properties only, possibly lazy getters; reading
 * one may throw `InputError` (a variable that cannot be rendered) or `PendingVariable`, and both must pass through.
 * Values are plain data: null, booleans, numbers, strings, arrays and null-prototype objects.
 */
export type Scope = Readonly<Record<string, unknown>>;

/**
 * Thrown by a scope's getter for a value that an earlier task will set. The engine catches it to end its read-ahead;
 * templates and conditions (`is defined` and `default` too) let it pass.
 */
export class PendingVariable extends Error {
  override readonly name = 'PendingVariable';
}
