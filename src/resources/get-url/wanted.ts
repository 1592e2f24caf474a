import { createHash } from 'node:crypto';
import type { WebQuestion } from '../../facts/web-text.ts';
import { ArgumentError } from '../../resource.ts';
import type { Arguments } from '../../resource.ts';
import { curlConfig } from '../curl-config.ts';
import { wantedAttributes } from '../file-attributes.ts';
import type { WantedAttributes } from '../file-attributes.ts';
import { filePath, inDirectory } from '../file-path.ts';
import { readArguments } from '../read-arguments.ts';
import type { ArgumentReader } from '../read-arguments.ts';
import { getUrlArguments } from './arguments.ts';

export interface WantedDownload {
  readonly url: string;
  /** The last name in the URL, which a list of digests has. */
  readonly name: string;
  readonly path: string;
  readonly checksum: { readonly algorithm: 'sha256' | 'sha512'; readonly digest: string | WebQuestion } | undefined;
  readonly force: boolean;
  /** For a look at the headers. */
  readonly head: WebQuestion;
  /** Lines of a curl configuration, and of a wgetrc. */
  readonly config: { readonly curl: string; readonly wget: string };
  readonly secrets: boolean;
  readonly timeout: number;
  /** Tells unfinished downloads apart. */
  readonly id: string;
  readonly attributes: WantedAttributes;
  readonly backup: boolean;
}

/** @throws ArgumentError */
export function wantedDownload(given: Arguments): WantedDownload {
  const args = readArguments(given, getUrlArguments);
  const url = cleanUrl('url', args.required('url'));
  const name = nameIn(url);
  const dest = args.required('dest');
  const headers = headerLines(args);
  const user = args.text('url_username');
  const credentials = user === undefined ? undefined : `${user}:${args.text('url_password') ?? ''}`;
  if (credentials !== undefined && /[\r\n\0]/.test(credentials))
    throw new ArgumentError('url_password', 'a name or password with a line break cannot be sent');
  const secrets = headers.length > 0 || credentials !== undefined;
  const timeout = args.integer('timeout') ?? 30;
  const ask = (target: string, part: WebQuestion['part']): WebQuestion => ({
    config: curlConfig([...requestLines(args, target, headers, credentials), ['max-time', '50']]),
    plainUrl: secrets ? undefined : target,
    part,
  });
  const [, algorithm = '', digest = ''] = /^(sha256|sha512):\s*(.*)$/s.exec(args.text('checksum') ?? '') ?? [];
  return {
    url,
    name,
    path: dest.endsWith('/') ? inDirectory(filePath('dest', dest), named(name)) : filePath('dest', dest),
    checksum:
      algorithm === 'sha256' || algorithm === 'sha512'
        ? {
            algorithm,
            digest: /^https?:/.test(digest) ? ask(cleanUrl('checksum', digest), 'text') : hex(digest, algorithm),
          }
        : undefined,
    force: args.flag('force') ?? false,
    head: ask(url, 'headers'),
    config: {
      curl: curlConfig(requestLines(args, url, headers, credentials)),
      wget: [
        ...headers.map((header) => `header = ${header}`),
        ...(user === undefined ? [] : [`http_user = ${user}`, `http_password = ${args.text('url_password') ?? ''}`]),
        ...(args.flag('validate_certs') === false ? ['check_certificate = off'] : []),
        ...(args.text('ca_path') === undefined ? [] : [`ca_certificate = ${args.text('ca_path') ?? ''}`]),
      ].join('\n'),
    },
    secrets,
    timeout,
    id: createHash('sha256')
      .update(JSON.stringify([url, args.text('checksum')]))
      .digest('hex')
      .slice(0, 16),
    attributes: wantedAttributes(args),
    backup: args.flag('backup') ?? false,
  };
}

function requestLines(
  args: ArgumentReader,
  url: string,
  headers: readonly string[],
  credentials: string | undefined,
): readonly (readonly [string, string | undefined])[] {
  return [
    ['url', url],
    ['connect-timeout', String(args.integer('timeout') ?? 30)],
    ...(args.flag('validate_certs') === false ? [['insecure', undefined] as const] : []),
    ...(args.text('ca_path') === undefined ? [] : [['cacert', args.text('ca_path')] as const]),
    ...(credentials === undefined ? [] : [['user', credentials] as const]),
    ...headers.map((header) => ['header', header] as const),
  ];
}

function headerLines(args: ArgumentReader): readonly string[] {
  return Object.entries((args.data('headers') ?? {}) as Arguments).map(([name, value]) => {
    const line = `${name}: ${typeof value === 'string' || typeof value === 'number' ? value : ''}`;
    if (/[\r\n\0]/.test(line) || !/^[A-Za-z0-9-]+$/.test(name))
      throw new ArgumentError('headers', 'a header is a name of letters, digits and "-", and a value on one line');
    return line;
  });
}

function cleanUrl(argument: string, url: string): string {
  if (!/[\s\0]/.test(url) && URL.canParse(url) && url.startsWith('http')) return url;
  throw new ArgumentError(argument, `${JSON.stringify(url)} is no URL`, 'spaces are written %20');
}

function nameIn(url: string): string {
  const { pathname } = new URL(url);
  return decodeURIComponent(pathname.slice(pathname.lastIndexOf('/') + 1));
}

function named(name: string): string {
  if (name !== '' && name !== '.' && name !== '..' && !/[/\0\n]/.test(name)) return name;
  throw new ArgumentError('dest', 'the URL ends with no name for the file', 'write the whole path as "dest"');
}

function hex(digest: string, algorithm: 'sha256' | 'sha512'): string {
  const length = algorithm === 'sha256' ? 64 : 128;
  if (digest.length === length && /^[0-9a-f]+$/i.test(digest)) return digest.toLowerCase();
  throw new ArgumentError('checksum', `a ${algorithm} has ${length} hexadecimal digits`);
}
