import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicName } from './tls-site.ts';

/** An authority that is none of the site's: a root, an intermediate below it, and what that signs. */
export interface ForeignAuthority {
  /** PEM of the root. */
  readonly root: string;
  /** Makes `NAME.crt`, with the intermediate behind it, and `NAME.key`; gives the serial number. */
  issue(name: string): string;
}

/** Makes one in a directory, with openssl as anybody would. */
export function foreignAuthority(directory: string): ForeignAuthority {
  mkdirSync(directory, { recursive: true });
  const openssl = (...words: readonly string[]): string =>
    execFileSync('openssl', words, { cwd: directory, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const text = (name: string): string => readFileSync(join(directory, name), 'utf8');
  const sign = (name: string, subject: string, extensions: readonly string[], issuer: string): void => {
    writeFileSync(join(directory, 'extensions'), extensions.join('\n'));
    openssl('req', '-new', ...ec, '-subj', subject, '-keyout', `${name}.key`, '-out', 'request');
    const signer = ['-CA', `${issuer}.crt`, '-CAkey', `${issuer}.key`, '-CAcreateserial'];
    openssl(
      ...['x509', '-req', '-in', 'request', ...signer, '-days', '30', '-extfile', 'extensions'],
      ...['-out', `${name}.crt`],
    );
  };
  openssl('req', '-x509', ...ec, '-subj', '/CN=Drill root', '-days', '60', '-keyout', 'root.key', '-out', 'root.crt');
  sign('between', '/CN=Drill intermediate', ['basicConstraints=critical,CA:TRUE,pathlen:0'], 'root');
  return {
    root: text('root.crt'),
    issue: (name) => {
      sign(
        name,
        `/CN=${publicName}`,
        [`subjectAltName=DNS:${publicName}`, 'extendedKeyUsage=serverAuth', 'basicConstraints=CA:FALSE'],
        'between',
      );
      const serial = openssl('x509', '-in', `${name}.crt`, '-noout', '-serial');
      writeFileSync(join(directory, `${name}.crt`), text(`${name}.crt`) + text('between.crt'));
      return serial.trim();
    },
  };
}
