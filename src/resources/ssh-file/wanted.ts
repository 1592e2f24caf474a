/** A text file that ssh reads in a user's `.ssh`, of which lines are ours. */
export interface WantedSshFile {
  readonly user: string;
  /** Nothing means `name` in the user's `.ssh`. */
  readonly path: string | undefined;
  /** The file's usual name: `authorized_keys`. */
  readonly name: string;
  /** Whether lines shall be there; who only takes lines away has nothing to say about who owns the rest. */
  readonly present: boolean;
  readonly manageDirectory: boolean;
  /** Pure; gives its argument back when nothing is to be done. */
  readonly edit: (text: string) => string;
}
