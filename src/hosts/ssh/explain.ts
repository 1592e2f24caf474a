import { caught } from '../caught.ts';
import { HostError } from '../../diagnostics/errors.ts';
import type { Attempts } from './authentication.ts';

/** Turns what the system or ssh2 said about a connection into words. `place` is like `web1 port 22`. */
export function explainConnectionError(place: string, error: unknown, detail = ''): HostError {
  const { code = '', message } = caught(error);
  const said = error === undefined ? 'the connection was closed' : message;
  const hungUp = said === 'Connection lost before handshake';
  const known = reasons.get(code);
  const why =
    known?.message ??
    (hungUp ? 'the server hung up at once' : said.replace(/^Handshake failed: /, 'the two sides cannot agree: '));
  const hint = known?.hint ?? (hungUp ? hungUpHint : said.startsWith('Handshake failed') ? handshakeHint : undefined);
  const more = detail === '' ? '' : ` (${detail})`;
  return new HostError('unreachable', `cannot connect to ${place}: ${why}${more}`, {
    cause: error,
    ...(hint === undefined ? {} : { hint }),
  });
}

export function timedOut(place: string, milliseconds: number, detail = ''): HostError {
  const more = detail === '' ? '' : ` (${detail})`;
  return new HostError('unreachable', `cannot connect to ${place}: no answer within ${milliseconds / 1000} s${more}`, {
    hint: 'is the host up, and does a firewall let SSH through? `ansible_ssh_timeout` changes the time',
  });
}

export function explainAuthentication(
  place: string,
  user: string,
  said: string,
  attempts: Attempts,
  notes: readonly string[],
): HostError {
  const tried = attempts.tried.length === 0 ? 'there was nothing to try' : `tried ${attempts.tried.join(', ')}`;
  const accepted =
    attempts.accepted === undefined ? '' : `; the server takes ${attempts.accepted.join(', ') || 'nothing'}`;
  const unusable = attempts.unusable.map(({ reason }) => `; ${reason}`).join('');
  const also = notes.map((note) => `; ${note}`).join('');
  const own = said.startsWith('All configured') ? '' : `${said}; `;
  return new HostError(
    'authentication',
    `${place} refuses the user ${user}: ${own}${tried}${accepted}${unusable}${also}`,
    {
      hint: authenticationHint(said, attempts),
    },
  );
}

function authenticationHint(said: string, attempts: Attempts): string {
  const locked = attempts.unusable.find(({ identity }) => identity.locked);
  if (locked !== undefined) return `the server would take the key: run \`ssh-add ${locked.identity.label}\` first`;
  if (/too many/i.test(said)) return 'name the right key with `ansible_ssh_private_key_file` and set IdentitiesOnly';
  if (attempts.tried.length === 0) return 'give a key with `ansible_ssh_private_key_file`, or load one with `ssh-add`';
  if (attempts.tried.includes('password')) {
    return attempts.accepted?.includes('password') === false
      ? 'the server takes no passwords: use a key'
      : 'are `ansible_password` and `ansible_user` right?';
  }
  return 'is the right key in `authorized_keys` on the host, and is `ansible_user` right?';
}

const hungUpHint = 'does another program listen there, or is sshd overloaded (MaxStartups) or refusing this address?';

const handshakeHint = 'the server’s algorithms are too old or too new; `ansible_connection=openssh` may know them';

const reasons: ReadonlyMap<string, { readonly message: string; readonly hint?: string }> = new Map([
  ['ENOTFOUND', { message: 'the name is not known', hint: 'check the name, or set `ansible_host`' }],
  ['EAI_AGAIN', { message: 'the name server does not answer' }],
  ['ECONNREFUSED', { message: 'the connection was refused', hint: 'is sshd running there, and is the port right?' }],
  ['ECONNRESET', { message: 'the connection was reset' }],
  ['EPIPE', { message: 'the connection was closed' }],
  ['ETIMEDOUT', { message: 'no answer', hint: 'is the host up, and does a firewall let SSH through?' }],
  ['EHOSTUNREACH', { message: 'there is no way to this host' }],
  ['ENETUNREACH', { message: 'there is no way to this network' }],
  ['EHOSTDOWN', { message: 'the host is down' }],
  [
    'EMFILE',
    { message: 'this machine has no file descriptor left for it', hint: 'raise `ulimit -n`, or lower `--forks`' },
  ],
]);
