/** Something of Ansible has no counterpart here. `reason` is short and the same for what is missing for the same cause. */
export class Cannot extends Error {
  override readonly name = 'Cannot';
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}
