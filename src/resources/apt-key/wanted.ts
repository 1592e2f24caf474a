import { ArgumentError } from '../../resource.ts';
import type { Arguments } from '../../resource.ts';
import { readArguments } from '../read-arguments.ts';
import type { ArgumentReader } from '../read-arguments.ts';
import { aptKeyArguments } from './arguments.ts';
import { isArmored, keyFingerprints } from './key-fingerprints.ts';

export interface WantedAptKey {
  readonly path: string;
  /** Upper case, sorted; those of primary keys. */
  readonly fingerprints: readonly string[];
  readonly source:
    | { readonly type: 'content'; readonly content: Uint8Array }
    | { readonly type: 'url'; readonly url: string }
    /** It shall not be there. */
    | { readonly type: 'none' };
}

/** @throws ArgumentError */
export function wantedAptKey(given: Arguments): WantedAptKey {
  const args = readArguments(given, aptKeyArguments);
  const name = args.required('name');
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name))
    throw new ArgumentError('name', `${JSON.stringify(name)} is no name of a keyring`);
  const [url, file] = [args.text('url'), args.text('file')];
  const content = keyContent(args);
  if (args.text('state') === 'absent') {
    if (file === undefined) throw new ArgumentError('file', '"file" is missing: asc or gpg');
    return { path: pathOf(name, file), fingerprints: [], source: { type: 'none' } };
  }
  if (file !== undefined) throw new ArgumentError('file', '"file" only goes with state: absent');
  if ((url === undefined) === (content === undefined))
    throw new ArgumentError('url', 'one of "src", "data" and "url" must be given');
  const fingerprints = (args.texts('fingerprint') ?? []).map(fingerprint).sort();
  if (content === undefined) {
    if (fingerprints.length === 0) throw new ArgumentError('fingerprint', 'a key from a "url" needs its "fingerprint"');
    return { path: pathOf(name, 'gpg'), fingerprints, source: { type: 'url', url: url ?? '' } };
  }
  const found = keyFingerprints(content);
  if (found === undefined || found.length === 0)
    throw new ArgumentError(
      'data',
      'this is no public key of OpenPGP',
      'an armored block, or what "gpg --export" gives',
    );
  if (fingerprints.length > 0 && found.join() !== fingerprints.join())
    throw new ArgumentError('fingerprint', `the key is ${found.join(', ')}, not ${fingerprints.join(', ')}`);
  return {
    path: pathOf(name, isArmored(content) ? 'asc' : 'gpg'),
    fingerprints: found,
    source: { type: 'content', content },
  };
}

function keyContent(args: ArgumentReader): Uint8Array | undefined {
  const [src, data] = [args.oneFile('src', 'one key'), args.text('data')];
  if (src !== undefined && data !== undefined) throw new ArgumentError('data', '"src" and "data" exclude each other');
  if (data !== undefined) return new TextEncoder().encode(data.replace(/\n*$/, '\n'));
  return src?.content;
}

function pathOf(name: string, ending: string): string {
  return `/etc/apt/keyrings/${name}.${ending}`;
}

function fingerprint(text: string): string {
  const digits = text.replace(/\s/g, '').replace(/^0x/i, '').toUpperCase();
  if (/^(?:[0-9A-F]{40}|[0-9A-F]{64})$/.test(digits)) return digits;
  const hint = /^[0-9A-F]{8,16}$/.test(digits) ? 'a short key id can be forged; give all 40 digits' : undefined;
  throw new ArgumentError('fingerprint', `${JSON.stringify(text)} is no fingerprint`, hint);
}
