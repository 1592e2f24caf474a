import type { Dialect } from './dialect.ts';

/** What {@link askServer} was told. */
export type ServerAnswer =
  | { readonly type: 'answer'; readonly dialect: Dialect['name']; readonly output: string }
  /** It is installed, but nobody could ask it. */
  | { readonly type: 'down'; readonly dialect: Dialect['name']; readonly reason: string }
  | { readonly type: 'absent' };

/** The last line says how it went. Hostile input; nothing when it does not have that shape. */
export function readAnswer(stdout: Buffer): ServerAnswer | undefined {
  const text = stdout.toString('utf8').replace(/[ \n]+$/, '');
  const end = text.lastIndexOf('\n') + 1;
  const last = text.slice(end);
  if (text === 'absent') return { type: 'absent' };
  const [, status, name, reason = ''] = /^(ok|down) (mariadb|mysql)(?: (.*))?$/.exec(last) ?? [];
  if (status === undefined) return undefined;
  const dialect = name === 'mysql' ? 'mysql' : 'mariadb';
  return status === 'ok' ? { type: 'answer', dialect, output: text.slice(0, end) } : { type: 'down', dialect, reason };
}
