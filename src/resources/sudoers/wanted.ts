import { ArgumentError } from '../../resource.ts';
import type { Arguments } from '../../resource.ts';
import { accountName } from '../account-name.ts';
import { fileMode } from '../file-mode.ts';
import { readArguments } from '../read-arguments.ts';
import type { ArgumentReader } from '../read-arguments.ts';
import type { WantedFile } from '../regular-file.ts';
import { sudoersArguments } from './arguments.ts';
import { validateCommand } from './validate-command.ts';

export interface WantedSudoers {
  readonly present: boolean;
  readonly file: WantedFile;
}

/** @throws ArgumentError */
export function wantedSudoers(given: Arguments): WantedSudoers {
  const args = readArguments(given, sudoersArguments);
  const name = args.required('name');
  if (!/^[A-Za-z0-9_-]+$/.test(name))
    throw new ArgumentError(
      'name',
      `sudo does not read a file called ${JSON.stringify(name)}`,
      'letters, digits, "_" and "-"; above all no dots',
    );
  const present = args.text('state') !== 'absent';
  return {
    present,
    file: {
      path: `/etc/sudoers.d/${name}`,
      content: present ? rules(args) : new Uint8Array(),
      attributes: { owner: 'root', group: 'root', mode: fileMode('mode', '0440') },
      link: 'replace',
      existing: 'update',
      backup: false,
      validate: validateCommand(name),
    },
  };
}

function rules(args: ArgumentReader): Uint8Array {
  const src = args.oneFile('src', 'one template');
  const content = args.text('content');
  const commands = args.texts('commands');
  if ([src, content, commands].filter((each) => each !== undefined).length !== 1)
    throw new ArgumentError('commands', 'one of "commands", "content" and "src" must be given');
  if (src !== undefined) return src.content;
  const text = content ?? rule(args, commands ?? []);
  return new TextEncoder().encode(text.replace(/\n*$/, '\n'));
}

/** sudoers(5): `USER HOST = (RUNAS) TAG: COMMAND, COMMAND` */
function rule(args: ArgumentReader, commands: readonly string[]): string {
  const tags = ['noexec', 'nopassword', 'setenv'].filter((tag) => args.flag(tag) === true);
  const words = tags.map((tag) => `${tag === 'nopassword' ? 'NOPASSWD' : tag.toUpperCase()}: `).join('');
  const runas = args.text('runas');
  const as = runas === undefined ? '' : `(${matching('runas', runas, /^[A-Za-z0-9_.-]*\$?(?::[A-Za-z0-9_.-]+)?$/)}) `;
  const host = matching('host', args.text('host') ?? 'ALL', /^[A-Za-z0-9_.:/-]+$/);
  if (commands.length === 0) throw new ArgumentError('commands', '"commands" is empty');
  return `${who(args)} ${host}=${as}${words}${commands.map(command).join(', ')}`;
}

function who(args: ArgumentReader): string {
  const [user, group] = [args.text('user'), args.text('group')];
  if ((user === undefined) === (group === undefined))
    throw new ArgumentError('user', 'either "user" or "group" must be given');
  return group === undefined ? accountName('user', user ?? '') : `%${accountName('group', group)}`;
}

/** A comma, colon or equals sign in a command would end it: sudoers(5). Patterns and `!` stay possible. */
function command(text: string): string {
  if (!/^(?:ALL|!?\/[^\n\0]*)$/.test(text))
    throw new ArgumentError(
      'commands',
      `${JSON.stringify(text)} is no absolute path`,
      'write /usr/bin/systemctl, or ALL',
    );
  return text.replace(/(?<!\\)([,:=])/g, String.raw`\$1`);
}

function matching(argument: string, text: string, pattern: RegExp): string {
  if (pattern.test(text)) return text;
  throw new ArgumentError(argument, `${JSON.stringify(text)} cannot stand in a rule`);
}
