import { ArgumentError } from '../../resource.ts';

/**
 * The full name of a unit: `nginx` is `nginx.service`. Source: systemd.unit(5), except that patterns are refused.
 * @throws ArgumentError
 */
export function unitName(argument: string, name: string): string {
  const full = suffix.test(name) ? name : `${name}.service`;
  if (/^[A-Za-z0-9:_.\\@][A-Za-z0-9:_.\\@-]*$/.test(full) && full.length < 256) return full;
  const hint = /[*?[]/.test(name) ? 'name every unit; patterns are not known' : undefined;
  throw new ArgumentError(argument, `${JSON.stringify(name)} is no unit name`, hint);
}

const suffix = /\.(?:service|socket|timer|path|mount|automount|swap|target|slice|scope|device)$/;
