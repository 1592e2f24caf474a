import type { VaultArguments } from '../vault-access.ts';

export interface VaultCommandArguments extends VaultArguments {
  readonly action: 'keygen' | 'encrypt' | 'decrypt' | 'view' | 'edit' | 'rekey';
  readonly files: readonly string[] | undefined;
  /** Name of a variable whose value comes on standard input. */
  readonly value: string | undefined;
  readonly recipient: readonly string[] | undefined;
  readonly recipientsFile: string;
  readonly passphrase: boolean;
}
