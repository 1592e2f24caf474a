import { ArgumentError } from '../../resource.ts';
import type { Arguments } from '../../resource.ts';
import { accountName } from '../account-name.ts';
import { filePath } from '../file-path.ts';
import { readArguments } from '../read-arguments.ts';
import { authorizedKeyArguments } from './arguments.ts';
import { keyLine } from '../ssh-file/key-line.ts';

export interface WantedKeys {
  readonly user: string;
  readonly keys: readonly WantedKey[];
  readonly present: boolean;
  readonly exclusive: boolean;
  /** Nothing means the default place. */
  readonly path: string | undefined;
  readonly manageDirectory: boolean;
}

export interface WantedKey {
  readonly identity: string;
  /** Nothing keeps what is there. */
  readonly options: string | undefined;
  readonly comment: string | undefined;
}

/** @throws ArgumentError */
export function wantedKeys(given: Arguments): WantedKeys {
  const args = readArguments(given, authorizedKeyArguments);
  const options = args.text('key_options');
  const comment = args.text('comment');
  if (/[\r\n]/.test(`${options ?? ''}${comment ?? ''}`))
    throw new ArgumentError('key_options', 'options and comments must not hold line breaks');
  const keys = (args.texts('key') ?? [])
    .flatMap((text) => text.split(/\r?\n/))
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('#'))
    .map((line) => wantedKey(line, options, comment));
  const path = args.text('path');
  const wanted: WantedKeys = {
    user: accountName('user', args.required('user')),
    keys: [...new Map(keys.map((key) => [key.identity, key])).values()],
    present: args.text('state') !== 'absent',
    exclusive: args.flag('exclusive') ?? false,
    path: path === undefined ? undefined : filePath('path', path),
    manageDirectory: args.flag('manage_dir') ?? path === undefined,
  };
  refuse(wanted, args.flag('allow_empty') ?? false);
  return wanted;
}

function wantedKey(line: string, options: string | undefined, comment: string | undefined): WantedKey {
  if (line.includes('PRIVATE KEY'))
    throw new ArgumentError(
      'key',
      'this is a private key, which must never leave its owner',
      'give the file that ends in .pub',
    );
  if (/^\s*https?:/.test(line))
    throw new ArgumentError('key', 'keys are not fetched from the network', 'write them out');
  const key = keyLine(line);
  if (key === undefined)
    throw new ArgumentError(
      'key',
      `${JSON.stringify(line.slice(0, 60))} is no public key`,
      'it may be cut off or broken over two lines',
    );
  return {
    identity: key.identity,
    options: options ?? (key.options === '' ? undefined : key.options),
    comment: comment ?? (key.comment === '' ? undefined : key.comment),
  };
}

function refuse({ exclusive, present, keys }: WantedKeys, allowEmpty: boolean): void {
  if (exclusive && !present)
    throw new ArgumentError('exclusive', '"exclusive" says which keys there are, and cannot go with state: absent');
  if (exclusive && keys.length === 0 && !allowEmpty)
    throw new ArgumentError(
      'key',
      'no key would be left, and nobody could log in with one',
      'add allow_empty: true if that is meant',
    );
  if (!exclusive && keys.length === 0) throw new ArgumentError('key', 'there is no key in "key"');
}
