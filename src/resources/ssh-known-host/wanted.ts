import { ArgumentError } from '../../resource.ts';
import type { ArgumentReader } from '../read-arguments.ts';
import { keyLine } from '../ssh-file/key-line.ts';

export interface WantedHostKeys {
  /** As known_hosts has them: in small letters, `[name]:port` for another port than 22. */
  readonly names: readonly string[];
  /** `TYPE BASE64`, one of each type. With `absent`, none means all. */
  readonly keys: readonly string[];
  readonly present: boolean;
  /** Nothing accepts both forms of a name. */
  readonly hashed: boolean | undefined;
}

/** @throws ArgumentError */
export function wantedHostKeys(args: ArgumentReader): WantedHostKeys {
  const port = args.integer('port') ?? 22;
  const names = (args.texts('name') ?? []).map((name) => hostName(name, port));
  const present = args.text('state') !== 'absent';
  const keys = (args.texts('key') ?? [])
    .flatMap((text) => text.split(/\r?\n/))
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('#'))
    .map(hostKey);
  if (names.length === 0) throw new ArgumentError('name', 'there is no name in "name"');
  if (present && keys.length === 0) throw new ArgumentError('key', 'there is no key in "key"');
  const distinct = [...new Set(keys)];
  const types = distinct.map((key) => key.split(' ', 1).join());
  const twice = types.find((type, index) => types.indexOf(type) !== index);
  if (present && twice !== undefined)
    throw new ArgumentError('key', `there are two different keys of type ${twice}, and a host has one of each`);
  return { names: [...new Set(names)], keys: distinct, present, hashed: args.flag('hash_host') };
}

function hostName(name: string, port: number): string {
  const bare = /^[A-Za-z0-9_.:-]+$/.test(name);
  if (!bare && !/^\[[A-Za-z0-9_.:-]+\]:\d{1,5}$/.test(name))
    throw new ArgumentError(
      'name',
      `${JSON.stringify(name)} is no name of a host`,
      'one name or address each; no patterns',
    );
  return (bare && port !== 22 ? `[${name}]:${port}` : name).toLowerCase();
}

function hostKey(line: string): string {
  if (line.includes('PRIVATE KEY'))
    throw new ArgumentError('key', 'this is a private key, which must never leave its host', 'give the public one');
  // A name in front looks like the options of authorized_keys, and counts as little.
  const key = line.trim().startsWith('@') ? undefined : keyLine(line);
  if (key === undefined)
    throw new ArgumentError('key', `${JSON.stringify(line.slice(0, 60))} is no public key`, 'it may be cut off');
  return key.identity;
}
