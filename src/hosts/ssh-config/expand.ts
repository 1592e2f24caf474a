import { createHash } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';

export interface ExpansionContext {
  readonly destination: string;
  readonly hostName: string;
  readonly port: number;
  readonly user: string;
  readonly hostKeyAlias?: string | undefined;
  readonly proxyJump?: string | undefined;
}

/** Replaces OpenSSH's `%` tokens (ssh_config(5), TOKENS). An unknown token stays as it is. */
export function expandTokens(text: string, context: ExpansionContext): string {
  return text.replace(/%(.)/g, (token, letter: string) => tokens[letter]?.(context) ?? token);
}

/** A path of the configuration, made absolute: `~/`, tokens, `${VARIABLES}`. */
export function expandPath(path: string, context: ExpansionContext): string {
  const whole = expandTokens(path, context).replace(/\$\{(\w+)\}/g, (_, name: string) => process.env[name] ?? '');
  // OpenSSH asks the user database for the home directory and ignores $HOME.
  return /^~(\/|$)/.test(whole) ? join(userInfo().homedir, whole.slice(1)) : whole;
}

const tokens: Readonly<Record<string, (context: ExpansionContext) => string>> = {
  '%': () => '%',
  d: () => userInfo().homedir,
  h: (context) => context.hostName,
  i: () => String(userInfo().uid),
  j: (context) => context.proxyJump ?? '',
  k: (context) => context.hostKeyAlias ?? context.destination,
  L: () => hostname().split('.')[0] ?? '',
  l: () => hostname(),
  n: (context) => context.destination,
  p: (context) => String(context.port),
  r: (context) => context.user,
  u: () => userInfo().username,
  C: ({ hostName, port, user, proxyJump }) =>
    createHash('sha1')
      .update(`${hostname()}${hostName}${port}${user}${proxyJump ?? ''}`)
      .digest('hex'),
};
