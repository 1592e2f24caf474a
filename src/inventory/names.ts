import { isIPv6 } from 'node:net';

/**
 * Why a host's name or address is refused; nothing when it is fine. Names end up in file names, in OpenSSH's
 * arguments and in shell text, so only letters, digits, `_ . - + @` and IPv6 addresses pass.
 */
export function hostNameProblem(name: string): string | undefined {
  if (name === '') return 'a host has an empty name';
  if (name.startsWith('-')) return `the host name "${name}" begins with "-", which programs read as an option`;
  if (/\s/.test(name)) return `the host name "${name}" contains white space`;
  if (name.includes(':')) {
    return isIPv6(name) ? undefined : `the host name "${name}" contains ":" but is no IPv6 address`;
  }
  const bad = /[^\p{L}\p{N}_.+@-]/u.exec(name)?.[0];
  if (bad !== undefined) return `the host name "${name}" contains ${JSON.stringify(bad)}`;
  return /^[.+@]/.test(name) ? `the host name "${name}" begins with "${name.charAt(0)}"` : undefined;
}

/** Why a group's name is refused: it could not be written in a host pattern, or would lead out of `group_vars/`. */
export function groupNameProblem(name: string): string | undefined {
  if (name === '') return 'a group has an empty name';
  if (/^[-.!&~@]/.test(name)) return `the group name "${name}" begins with "${name.charAt(0)}"`;
  const bad = /[\s,:[\]*?/\\\p{Cc}]/u.exec(name)?.[0];
  return bad === undefined ? undefined : `the group name "${name}" contains ${JSON.stringify(bad)}`;
}

/** Why a login name is refused. It reaches `ssh -l`, `sudo -u` and the expansion of `%r`. */
export function userNameProblem(name: string): string | undefined {
  if (name === '') return 'a user has an empty name';
  const fine = /^[\p{L}\p{N}_.][\p{L}\p{N}_.@+\\-]*\$?$/u.test(name) && !name.endsWith('\\');
  return fine ? undefined : `the user name "${name}" contains characters that could be read as options or shell`;
}
