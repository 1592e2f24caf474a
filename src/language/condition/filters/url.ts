import { expectString } from '../../value/expect.ts';
import { ValueError } from '../../value/value-error.ts';
import type { Operation } from '../operation.ts';
import { operation } from '../operation.ts';

export const urlFilters: Readonly<Record<string, Operation>> = {
  urlsplit: operation(['query'], 0, (input, [part]) => urlsplit(expectString(input), part)),
};

/** Names and meanings are those of Python's `urlsplit`; null is what the address does not have. */
function urlsplit(url: string, part: unknown): unknown {
  // RFC 3986, appendix B.
  const [, scheme = '', netloc = '', path = '', query = '', fragment = ''] =
    /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#([^]*))?$/.exec(url) ?? [];
  const at = netloc.lastIndexOf('@');
  const user = at === -1 ? undefined : netloc.slice(0, at);
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?/.exec(netloc.slice(at + 1)) ?? [];
  const colon = user?.indexOf(':') ?? -1;
  const parts = new Map<string, string | number | null>([
    ['fragment', fragment],
    ['hostname', host === '' ? null : host.replace(/^\[|\]$/g, '').toLowerCase()],
    ['netloc', netloc],
    ['password', user === undefined || colon === -1 ? null : user.slice(colon + 1)],
    ['path', path],
    ['port', port === undefined || port === '' ? null : Number(port)],
    ['query', query],
    ['scheme', scheme.toLowerCase()],
    ['username', user === undefined ? null : colon === -1 ? user : user.slice(0, colon)],
  ]);
  if (part === undefined) return Object.assign(Object.create(null), Object.fromEntries(parts)) as unknown;
  const name = expectString(part);
  const value = parts.get(name);
  if (value === undefined) throw new ValueError(`an address has no ${name}; it has ${[...parts.keys()].join(', ')}`);
  return value;
}
