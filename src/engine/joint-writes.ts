import { randomBytes } from 'node:crypto';
import type { Step } from '../resource.ts';
import { sh, verbatim } from '../shell.ts';
import type { Command } from '../shell.ts';
import { ownerWord } from './owner-word.ts';

type Write = Extract<Step, { readonly type: 'write' }>;

/** A write of a text, without a check, a copy of the old content or a link to replace. */
export interface PlainWrite {
  readonly step: Write;
  /** The command that prints the content. */
  readonly content: Command;
  /** What performs the write alone; it ends the shell that it runs in. */
  readonly alone: Command;
}

/**
 * Writes several files, in their order, with few processes: all are staged, checked, given their owners and modes and
 * brought to the disk together, then each is renamed into its place. Where anything speaks against that, nothing has
 * happened yet, and they are written one by one. A line says of each that it is done.
 */
export function jointWritesScript(writes: readonly PlainWrite[]): Command {
  const token = randomBytes(8).toString('hex');
  const files = writes.map(({ step, content }, index) => ({
    step,
    content,
    staged: `${step.path.slice(0, step.path.lastIndexOf('/'))}/.rackwright.${token}.${index}`,
  }));
  const staged = files.map((each) => each.staged);
  const sizes = files.map(({ step }) => step.content.length).join('\n');
  return sh`(
umask 077
sweep() { rm -f -- ${staged}; }
trap sweep EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
fits() { [ ! -L "$1" ] && { [ ! -e "$1" ] || [ -f "$1" ]; } && [ -d "\${1%/*}/" ]; }
keep() {
  set -- "$1" "$2" "$3" $(stat -c '%u:%g %a' -- "$1" "$2")
  [ $# -eq 7 ] && { [ "$4" = "$6" ] || chown -- "$6" "$1"; } && { [ "$3" = owner ] || chmod -- "$7" "$1"; }
}
place() {
  mv -f -- "$1" "$2" || { printf '%s: cannot be replaced; the old content is intact\n' "$2" >&2; exit 1; }
  echo done
}
stage() {
${all(files.map(fitting))} &&
set -C &&
${all(files.map(({ content, staged: name }) => sh`${content} >${name}`))} &&
set +C &&
[ "$(stat -c %s -- ${staged})" = ${sizes} ] &&
${all([...attributes(files), sh`{ ! command -v sync >/dev/null || sync -- ${staged}; }`])}
}
if stage 2>/dev/null; then
${lines(files.map(({ step, staged: name }) => sh`place ${name} ${step.path}`))}
else
  sweep
${lines(writes.map(({ alone }) => sh`( ${alone}\n) </dev/null >&2 || exit\necho done`))}
fi
) </dev/null || exit`;
}

interface StagedFile {
  readonly step: Write;
  readonly staged: string;
}

/** An old file's set-id bits would not outlive a new owner. */
function fitting({ step: { path, owner, group, mode } }: StagedFile): Command {
  const fits = sh`fits ${path}`;
  return mode === undefined && (owner !== undefined || group !== undefined) ? sh`${fits} && [ ! -e ${path} ]` : fits;
}

/** What is kept of old files, then new owners, then modes, because a new owner clears set-id bits. */
function attributes(files: readonly StagedFile[]): readonly Command[] {
  const kept = files.filter(({ step: { owner, group, mode } }) => [owner, group, mode].includes(undefined));
  const without = files.filter(({ step }) => step.mode === undefined).map(({ staged }) => staged);
  return [
    ...(without.length === 0 ? [] : [sh`chmod 0644 -- ${without}`]),
    ...kept.map(({ step: { path, mode }, staged }) => {
      const what = mode === undefined ? 'all' : 'owner';
      return sh`{ [ ! -f ${path} ] || keep ${staged} ${path} ${what}; }`;
    }),
    ...grouped(files, ownerWord).map(([owner, names]) => sh`chown -- ${owner} ${names}`),
    ...grouped(files, ({ mode }) => mode).map(([mode, names]) => sh`chmod -- ${mode} ${names}`),
  ];
}

/** Names of staged files by what they are to get; those that get nothing are left out. */
function grouped(
  files: readonly StagedFile[],
  attribute: (step: Write) => string | undefined,
): readonly (readonly [string, readonly string[]])[] {
  const groups = new Map<string, string[]>();
  for (const { step, staged } of files) {
    const value = attribute(step);
    if (value !== undefined) groups.set(value, [...(groups.get(value) ?? []), staged]);
  }
  return [...groups];
}

function all(commands: readonly Command[]): Command {
  return commands.reduce((before, next) => sh`${before} &&\n${next}`);
}

function lines(commands: readonly Command[]): Command {
  return commands.reduce((before, next) => sh`${before}\n${next}`, verbatim(''));
}
