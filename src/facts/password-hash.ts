import type { FactKind } from '../fact.ts';
import { FactError } from '../fact.ts';
import { Secret } from '../secret.ts';
import { sh } from '../shell.ts';
import { accountEntries } from './account-entries.ts';
import { outputLines } from './output-lines.ts';

/**
 * A user's password field in /etc/shadow, a crypt(5) hash possibly behind a `!`; nothing when there is no such entry or
 * only root may read it. Asked for only where a password is managed, and never shown.
 */
export const passwordHash: FactKind<string, Secret | undefined> = {
  name: 'passwordHash',
  identity: (name) => name,
  script: (names) => sh`if [ -r /etc/shadow ]; then awk -F : ${wantedOnly} ${names} </etc/shadow; fi`,
  parse: (stdout, names) => {
    const rows = outputLines(stdout).map((line) => line.split(':'));
    if (rows.some((row) => row.length !== 2)) throw new FactError('passwordHash: a line is not NAME:HASH');
    const hashes = new Map(rows.map(([name = '', hash = '']) => [name, new Secret(hash)]));
    return names.map((name) => hashes.get(name));
  },
  paths: (name) => [accountEntries.password(name)],
};

const wantedOnly = `
BEGIN { for (i = 1; i < ARGC; i++) want[ARGV[i]] = 1; ARGC = 1 }
$1 in want { print $1 ":" $2 }`;
