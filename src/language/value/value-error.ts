/** A helper, filter or operator got a value that it cannot use. Whoever called it knows the place and locates it. */
export class ValueError extends Error {
  override readonly name = 'ValueError';
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}
