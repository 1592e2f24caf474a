import { HostError } from '../diagnostics/errors.ts';
import type { Become } from '../host.ts';

/** Why no runner came up, told from what was printed instead. `exitCode` is missing when the connection was lost. */
export function bootFailure(become: Become | undefined, printed: string, exitCode: number | undefined): HostError {
  const reason = become === undefined ? undefined : becomeReason(become, printed, exitCode);
  if (become !== undefined && reason !== undefined) return becomeFailed(become, reason);
  if (exitCode === undefined)
    return new HostError('unreachable', 'the connection was lost while the shell was started');
  if (become !== undefined)
    return becomeFailed(become, { what: `${become.method} ended with status ${exitCode}${quoted(printed)}` });
  return new HostError('no-shell', `the login shell ended with status ${exitCode}${quoted(printed)}`, {
    hint: 'the login user needs a shell that can start /bin/sh (not nologin, not a menu, no forced command)',
  });
}

export function wrongPassword(become: Become): HostError {
  return becomeFailed(become, refused);
}

export function passwordMissing(become: Become): HostError {
  return becomeFailed(become, missing(become));
}

export function bootTimeout(become: Become | undefined, printed: string, afterMs: number): HostError {
  const message = `no shell answered within ${afterMs / 1000} s${quoted(printed)}`;
  if (become !== undefined) return becomeFailed(become, { what: message });
  return new HostError('no-shell', message, { hint: 'does the login shell wait for something, or show a menu?' });
}

export function tooMuchNoise(become: Become | undefined): HostError {
  const message = 'the login shell prints without end instead of starting /bin/sh';
  return become === undefined ? new HostError('no-shell', message) : becomeFailed(become, { what: message });
}

interface Reason {
  readonly what: string;
  readonly hint?: string;
}

const refused: Reason = { what: 'wrong password', hint: 'check ansible_become_password, or use --ask-become-pass' };

function missing({ method }: Become): Reason {
  return {
    what: `${method} wants a password`,
    hint: 'use --ask-become-pass, set ansible_become_password (in a vault), or allow it without a password',
  };
}

/** In the words of sudo 1.8–1.9, util-linux and busybox su, and opendoas; tried in this order. */
function becomeReason(become: Become, printed: string, exitCode: number | undefined): Reason | undefined {
  const { method, user } = become;
  const known: readonly (readonly [RegExp, Reason])[] = [
    [/a password is required|Authentication required/i, missing(become)],
    [/unknown user|user \S+ does not exist|no passwd entry/i, { what: `there is no user "${user}"` }],
    [
      /not in the sudoers|not allowed to execute|may not run sudo|Operation not permitted|Permission denied/i,
      {
        what: `${method} does not allow the login user to become "${user}"`,
        hint: `check the rules of ${method} on the host`,
      },
    ],
    [/try again|incorrect password|Authentication fail|Authorization failed/i, refused],
    [
      /must have a tty|tty is required|must be run from a terminal/i,
      { what: `${method} insists on a terminal`, hint: 'switch requiretty off for the login user' },
    ],
    [/must be owned by uid 0|must be setuid|not installed setuid/i, { what: `${method} is not installed setuid root` }],
  ];
  const found = known.find(([pattern]) => pattern.test(printed));
  if (found !== undefined) return found[1];
  return exitCode === 127 ? { what: `${method} is not installed`, hint: 'set ansible_become_method' } : undefined;
}

function becomeFailed({ method, user }: Become, { what, hint }: Reason): HostError {
  return new HostError(
    'become-failed',
    `cannot become "${user}" with ${method}: ${what}`,
    hint === undefined ? {} : { hint },
  );
}

/** The last line of what was printed says the most. */
function quoted(printed: string): string {
  const last = printed.trim().split('\n').at(-1)?.trim().slice(-200) ?? '';
  return last === '' ? '' : `: ${JSON.stringify(last)}`;
}
