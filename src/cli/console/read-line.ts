/** What a line of the console asks for. */
export type ConsoleLine =
  | { readonly type: 'nothing' | 'help' | 'end' }
  | { readonly type: 'page'; readonly kind: string }
  | { readonly type: 'shell'; readonly text: string }
  | { readonly type: 'kind'; readonly kind: string; readonly args: string };

/**
 * `KIND {…}` is a resource or action, `?` help, and everything else text for the shell of the hosts: `stat` is a kind, too,
 * but `stat /etc` is the command.
 */
export function readLine(line: string, isKind: (name: string) => boolean): ConsoleLine {
  const text = line.trim();
  if (text === '') return { type: 'nothing' };
  if (text === 'exit' || text === 'quit') return { type: 'end' };
  const [, asked] = /^\?\s*(\S*)$/.exec(text) ?? [];
  if (asked !== undefined) return asked === '' ? { type: 'help' } : { type: 'page', kind: asked };
  const [, kind = '', args = ''] = /^([a-z_.]+)\s*(\{.*\})$/s.exec(text) ?? [];
  return isKind(kind) ? { type: 'kind', kind, args } : { type: 'shell', text };
}
