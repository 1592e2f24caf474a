import { randomBytes } from 'node:crypto';
import type { Step } from '../resource.ts';
import { sh } from '../shell.ts';
import type { Command } from '../shell.ts';
import { aimAt } from './aim-at.ts';
import { placeStaged } from './place-staged.ts';

type Write = Extract<Step, { readonly type: 'write' }>;

/**
 * Writes a file so that everybody sees either the old content or all of the new one, and leaves nothing behind when it
 * fails or is terminated: the temporary name is known before the file is made. The last line of stderr says why it failed.
 * The script ends the shell that it runs in.
 *
 * An existing file's mode and owner are kept unless others are given. Access lists, extended attributes, security contexts
 * and further hard links of the old file are not carried over: the name gets a new file.
 *
 * @param content the command that prints the content: `cat` for the script's standard input
 */
export function writeScript(step: Write, content: Command): Command {
  return sh`fail() { printf '%s: %s\n' "$path" "$1" >&2; exit 1; }
${aimAt(step)}
umask 077
staged=$directory/.rackwright.${randomBytes(8).toString('hex')}
# What is too big for a limit is a failed write, and not the end of the shell.
trap '' XFSZ
trap 'rm -f -- "$staged"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
set -C
if ! { ${content}; } >"$staged"; then
  [ -e "$staged" ] || fail "no file can be made in $directory"
  fail 'the new content cannot be written; the old one is intact'
fi
set +C
${placeStaged(step, step.content.length)}
trap - EXIT`;
}
