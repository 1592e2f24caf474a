import type { VaultArguments } from '../vault-access.ts';

export interface CaArguments extends VaultArguments {
  readonly action: 'init' | 'issue' | 'show' | 'list' | 'revoke' | 'crl';
  /** Hosts to `issue` for, or the serial number to `revoke`. */
  readonly pattern: string | undefined;
  readonly inventory: readonly string[] | undefined;
  readonly directory: string;
  /** Domains and networks for which alone it may sign. */
  readonly permit: readonly string[] | undefined;
  readonly passphrase: boolean;
  readonly recipient: readonly string[] | undefined;
  readonly recipientsFile: string;
}
