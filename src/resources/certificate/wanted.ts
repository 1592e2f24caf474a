import { isIP } from 'node:net';
import type { CertificateAuthority, CertificateWish } from '../../certificate-authority.ts';
import { ArgumentError } from '../../resource.ts';
import type { Arguments } from '../../resource.ts';
import { authorityArgument } from '../authority-argument.ts';
import { wantedAttributes } from '../file-attributes.ts';
import type { WantedAttributes } from '../file-attributes.ts';
import { applyMode, fileMode } from '../file-mode.ts';
import { filePath } from '../file-path.ts';
import { readArguments } from '../read-arguments.ts';
import { certificateArguments } from './arguments.ts';

export interface WantedCertificate {
  readonly path: string;
  readonly key: string;
  readonly wish: CertificateWish;
  readonly authority: CertificateAuthority;
  readonly attributes: WantedAttributes & { readonly owner: string; readonly group: string };
  readonly keyAttributes: WantedAttributes & { readonly owner: string; readonly group: string };
}

/** @throws ArgumentError */
export function wantedCertificate(given: Arguments): WantedCertificate {
  const args = readArguments(given, certificateArguments);
  const [path, key] = [filePath('path', args.required('path')), filePath('key', args.required('key'))];
  if (path === key) throw new ArgumentError('key', 'the key must be another file than the certificate');
  const { owner = 'root', group = 'root', mode = fileMode('mode', '0644') } = wantedAttributes(args);
  return {
    path,
    key,
    wish: {
      names: names(args.texts('names') ?? []),
      days: args.integer('days') ?? 90,
      keyType: args.text('key_type') === 'rsa' ? 'rsa' : 'ecdsa',
      usage: usage(args.text('usage')),
    },
    authority: authorityArgument(args),
    attributes: { owner, group, mode },
    keyAttributes: { owner, group, mode: keyMode(args.text('key_mode') ?? '0600') },
  };
}

function usage(text: string | undefined): CertificateWish['usage'] {
  return text === 'client' || text === 'both' ? text : 'server';
}

function keyMode(text: string): NonNullable<WantedAttributes['mode']> {
  const mode = fileMode('key_mode', text);
  if ((Number.parseInt(applyMode(mode, '0600', 'file'), 8) & 0o7137) !== 0)
    throw new ArgumentError('key_mode', 'a private key is no business of others', "write '0600' or '0640'");
  return mode;
}

function names(given: readonly string[]): readonly string[] {
  const all = [...new Set(given.map((name) => name.toLowerCase()))];
  const wrong = all.find((name) => isIP(name) === 0 && !domain.test(name));
  if (wrong !== undefined)
    throw new ArgumentError('names', `${JSON.stringify(wrong)} is neither a DNS name nor an address`);
  const [first] = all;
  if (first === undefined) throw new ArgumentError('names', 'it must be for a name');
  if (first.length > 64)
    throw new ArgumentError('names', 'the first name has more than 64 characters', 'put a shorter one first');
  return all;
}

const domain =
  /^(?:\*\.)?(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
