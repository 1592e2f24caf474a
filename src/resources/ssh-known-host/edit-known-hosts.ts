import { createHash } from 'node:crypto';
import { hashName, matchesHash } from '../../hashed-host-name.ts';
import { CannotConverge } from '../../resource.ts';
import { keyLine } from '../ssh-file/key-line.ts';
import type { WantedHostKeys } from './wanted.ts';

/**
 * What known_hosts shall hold, given what it holds. Lines that are right stay as they are, in their places.
 * @throws CannotConverge for a key that the file says is revoked
 */
export function editKnownHosts(wanted: WantedHostKeys, text: string): string {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  if (wanted.present) refuseRevoked(wanted, lines);
  const missing = new Map(
    wanted.keys.flatMap((key) => wanted.names.map((name) => [`${name} ${key}`, { name, key }] as const)),
  );
  const edited = lines.flatMap((line) => {
    const entry = entryOf(line);
    if (entry === undefined) return [line];
    const { names, rest, identity } = entry;
    const kept = names.filter((field) => {
      const meant = wanted.names.filter((name) => isName(field, name));
      if (meant.length === 0) return true;
      if (!staysFor(wanted, field, identity)) return false;
      for (const name of meant) missing.delete(`${name} ${identity}`);
      return true;
    });
    if (kept.length === names.length) return [line];
    return kept.length === 0 ? [] : [`${kept.join(',')} ${rest}`];
  });
  const all = [...edited, ...(wanted.present ? newLines(wanted, [...missing.values()]) : [])];
  return all.length === 0 ? '' : `${all.join('\n')}\n`;
}

interface Entry {
  /** Names in clear, or one hashed one. */
  readonly names: readonly string[];
  /** Behind the names. */
  readonly rest: string;
  readonly identity: string;
}

/** Nothing for a line that is not about single hosts, or no key at all. */
function entryOf(line: string): Entry | undefined {
  const [, field = '', rest = ''] = /^\s*([^\s#@]\S*)\s+(\S.*)$/.exec(line) ?? [];
  const key = keyLine(rest);
  if (key === undefined || key.options !== '' || /[*?!]/.test(field)) return undefined;
  return { names: field.split(','), rest, identity: key.identity };
}

function isName(field: string, name: string): boolean {
  return field.startsWith('|') ? matchesHash(field, name) : field.toLowerCase() === name;
}

/** Whether a line with one of our names may keep it. */
function staysFor({ keys, present, hashed }: WantedHostKeys, field: string, identity: string): boolean {
  if (!present) return keys.length > 0 && !keys.includes(identity);
  if (keys.includes(identity)) return hashed === undefined || hashed === field.startsWith('|');
  const type = identity.split(' ', 1).join();
  return !keys.some((key) => key.startsWith(`${type} `));
}

function newLines(
  { keys, hashed }: WantedHostKeys,
  missing: readonly { readonly name: string; readonly key: string }[],
): readonly string[] {
  if (hashed === true) return missing.map(({ name, key }) => `${hashName(name, saltFor(name, key))} ${key}`);
  return keys.flatMap((key) => {
    const names = missing.filter((each) => each.key === key).map(({ name }) => name);
    return names.length === 0 ? [] : [`${names.join(',')} ${key}`];
  });
}

/**
 * A plan must show what a run writes, so the salt is no random one. It need not be secret (it stands beside the hash); it
 * must differ from line to line, so that no table of hashes can be made beforehand.
 */
function saltFor(name: string, key: string): Buffer {
  return createHash('sha1').update(`${name} ${key}`).digest();
}

function refuseRevoked({ keys }: WantedHostKeys, lines: readonly string[]): void {
  for (const line of lines) {
    const [, rest = ''] = /^\s*@revoked\s+\S+\s+(.*)$/.exec(line) ?? [];
    const key = keyLine(rest);
    if (key !== undefined && keys.includes(key.identity))
      throw new CannotConverge(
        `the file marks this key as revoked: ${key.identity.slice(0, 60)}…; whoever did that had a reason`,
      );
  }
}
