import { ArgumentError } from '../../resource.ts';
import type { Arguments } from '../../resource.ts';
import { Secret } from '../../secret.ts';
import { accountName } from '../account-name.ts';
import { readArguments } from '../read-arguments.ts';
import { userArguments } from './arguments.ts';
import { expiryDay } from './expiry-day.ts';

/** What is `undefined` is left as it is. */
export interface WantedUser {
  readonly name: string;
  readonly present: boolean;
  readonly uid: number | undefined;
  readonly sharedUid: boolean;
  /** Name or number of the primary group. */
  readonly group: string | undefined;
  /** Sorted. */
  readonly groups: readonly string[] | undefined;
  readonly append: boolean;
  readonly comment: string | undefined;
  readonly shell: string | undefined;
  readonly home: string | undefined;
  /** Nothing: on creation only. */
  readonly createHome: boolean | undefined;
  readonly moveHome: boolean;
  readonly skeleton: string | undefined;
  readonly system: boolean;
  readonly password: Secret | undefined;
  readonly updatePassword: 'always' | 'on_create';
  readonly locked: boolean | undefined;
  /** Days since 1970, or never. */
  readonly expires: number | 'never' | undefined;
  readonly removeHome: boolean;
  readonly force: boolean;
}

/** @throws ArgumentError */
export function wantedUser(given: Arguments): WantedUser {
  const args = readArguments(given, userArguments);
  const group = args.text('group');
  const password = args.text('password');
  const expires = args.text('expires');
  const comment = args.text('comment');
  if (comment !== undefined && /[:\n]/.test(comment))
    throw new ArgumentError('comment', 'the comment must not hold colons or line breaks');
  return {
    name: accountName('name', args.required('name')),
    present: args.text('state') !== 'absent',
    uid: args.integer('uid'),
    sharedUid: args.flag('non_unique') ?? false,
    group: group === undefined || /^\d+$/.test(group) ? group : accountName('group', group),
    groups: groupNames(args.texts('groups')),
    append: args.flag('append') ?? false,
    comment,
    shell: args.text('shell'),
    home: args.text('home'),
    createHome: args.flag('create_home'),
    moveHome: args.flag('move_home') ?? false,
    skeleton: args.text('skeleton'),
    system: args.flag('system') ?? false,
    password: password === undefined ? undefined : passwordField(password),
    updatePassword: args.text('update_password') === 'on_create' ? 'on_create' : 'always',
    locked: args.flag('password_lock'),
    expires: expires === undefined ? undefined : expiryDay('expires', expires),
    removeHome: args.flag('remove') ?? false,
    force: args.flag('force') ?? false,
  };
}

function groupNames(texts: readonly string[] | undefined): readonly string[] | undefined {
  const names = texts
    ?.flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '');
  return names && [...new Set(names.map((name) => accountName('groups', name)))].sort();
}

/** The value itself must not show up in the error: it may be the password. Source: crypt(5), shadow(5). */
function passwordField(text: string): Secret {
  if (/^!?\$[a-z0-9]+\$[^\s:]+$/.test(text) || /^(?:!!?|\*|!\*)$/.test(text) || /^!?[./0-9A-Za-z]{13}$/.test(text))
    return new Secret(text);
  throw new ArgumentError(
    'password',
    'the password must be a hash as crypt(5) makes it, not the password itself',
    'make one with "openssl passwd -6" or "mkpasswd", and keep it in a vault',
  );
}
