import type { TaskLabel } from '../reporter.ts';

/** `nginx : write the site [a.example]` */
export function taskName({ role, name, item, on, handler }: TaskLabel): string {
  const parts = [role === undefined ? '' : `${role} : `, name, item === undefined ? '' : ` [${item}]`];
  return parts.join('') + (handler ? ' (handler)' : '') + (on === undefined ? '' : ` → ${on}`);
}
