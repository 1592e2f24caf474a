import { ArgumentError } from '../resource.ts';

/**
 * A name of a user or a group: what useradd(8) of Debian and Red Hat take, so that it can stand in commands, /etc/passwd and
 * crontabs. Names of digits only are refused, because every tool takes them for numbers.
 * @throws ArgumentError
 */
export function accountName(argument: string, name: string): string {
  if (name.length <= 32 && /^(?!\d+$)[A-Za-z0-9_][A-Za-z0-9_.-]*\$?$/.test(name)) return name;
  const hint = 'letters, digits, ".", "_" and "-", not only digits, 32 at most';
  throw new ArgumentError(argument, `${JSON.stringify(name)} is no name of a user or a group`, hint);
}
