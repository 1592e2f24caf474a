import type { SshdValues } from '../../facts/sshd-settings.ts';
import { CannotConverge } from '../../resource.ts';
import type { Visitor } from './visitor.ts';

/**
 * A new connection like this one must get in.
 * @throws CannotConverge marked as lock-out, naming the option that would keep it out
 */
export function refuseLockOut(values: SshdValues, visitor: Visitor): void {
  const obstacle = obstacleFor(values, visitor);
  if (obstacle === undefined) return;
  throw new CannotConverge(
    `${visitor.user}, from ${visitor.clientAddress} to port ${visitor.serverPort}, could not log in again: ${obstacle}`,
    { lockOut: true },
  );
}

function obstacleFor(values: SshdValues, visitor: Visitor): string | undefined {
  const { user, groups, clientAddress, serverPort } = visitor;
  const of = (keyword: string): readonly string[] => values.get(keyword) ?? [];
  const is = (keyword: string, value: string): boolean => of(keyword).includes(value);
  // Names, networks and patterns of hosts are not resolved here: they are taken for what does no harm.
  const isDenied = (pattern: string): boolean => fitsUser(pattern, user, (host) => host === clientAddress);
  const isAllowed = (pattern: string): boolean =>
    fitsUser(pattern, user, (host) => host === clientAddress || !/^[0-9a-f.:]+$/i.test(host));
  const isGroup = (pattern: string): boolean => groups.some((group) => fitsPattern(pattern, group));
  // sshd_config(5): DenyUsers, AllowUsers, DenyGroups, AllowGroups, in this order.
  if (of('port').length > 0 && !is('port', String(serverPort)) && !listensOn(of('listenaddress'), serverPort))
    return `it would listen on port ${of('port').join(', ')}`;
  if (user === 'root' && is('permitrootlogin', 'no')) return 'PermitRootLogin is no';
  if (user === 'root' && is('permitrootlogin', 'forced-commands-only'))
    return 'PermitRootLogin is forced-commands-only';
  if (of('denyusers').some(isDenied)) return `DenyUsers names ${user}`;
  if (of('allowusers').length > 0 && !of('allowusers').some(isAllowed)) return `AllowUsers does not name ${user}`;
  if (of('denygroups').some(isGroup)) return `DenyGroups names a group of ${user}`;
  if (of('allowgroups').length > 0 && !of('allowgroups').some(isGroup)) return `AllowGroups names no group of ${user}`;
  if (methods.every((method) => !is(method, 'yes'))) return 'no kind of authentication would be left';
  return undefined;
}

/** Any of these lets somebody in. */
const methods = [
  'pubkeyauthentication',
  'passwordauthentication',
  'kbdinteractiveauthentication',
  'gssapiauthentication',
  'hostbasedauthentication',
  'kerberosauthentication',
];

function listensOn(addresses: readonly string[], port: number): boolean {
  return addresses.some((address) => address.endsWith(`:${port}`));
}

/** `USER` or `USER@HOST`. */
function fitsUser(pattern: string, user: string, fitsHost: (host: string) => boolean): boolean {
  const at = pattern.lastIndexOf('@');
  if (at === -1) return fitsPattern(pattern, user);
  return fitsPattern(pattern.slice(0, at), user) && fitsHost(pattern.slice(at + 1));
}

/** ssh_config(5), PATTERNS: `*` and `?`; what `!` excludes never fits. */
function fitsPattern(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replace(/\*+/g, '.*')
    .replaceAll('?', '.');
  return !pattern.startsWith('!') && new RegExp(`^${source}$`).test(text);
}
