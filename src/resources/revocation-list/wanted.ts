import type { CertificateAuthority, RevocationListWish } from '../../certificate-authority.ts';
import type { Arguments } from '../../resource.ts';
import { authorityArgument } from '../authority-argument.ts';
import { wantedAttributes } from '../file-attributes.ts';
import type { WantedAttributes } from '../file-attributes.ts';
import { fileMode } from '../file-mode.ts';
import { filePath } from '../file-path.ts';
import { readArguments } from '../read-arguments.ts';
import { revocationListArguments } from './arguments.ts';

export interface WantedRevocationList {
  readonly path: string;
  readonly authority: CertificateAuthority;
  readonly wish: RevocationListWish;
  readonly attributes: WantedAttributes & { readonly owner: string; readonly group: string };
}

/** @throws ArgumentError */
export function wantedRevocationList(given: Arguments): WantedRevocationList {
  const args = readArguments(given, revocationListArguments);
  const { owner = 'root', group = 'root', mode = fileMode('mode', '0644') } = wantedAttributes(args);
  return {
    path: filePath('path', args.required('path')),
    authority: authorityArgument(args),
    wish: { keep: args.text('keep') === 'complete' ? 'complete' : 'current', days: args.integer('days') ?? 365 },
    attributes: { owner, group, mode },
  };
}
