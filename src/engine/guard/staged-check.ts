import { dirname } from 'node:path/posix';
import type { Trial } from '../../resource.ts';
import { sh, verbatim } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import type { SentStep } from '../step-request.ts';

/**
 * Copies directories, puts into the copy what the steps would put in place, makes every mention of them one of the copy, and lets
 * the check judge that. Most checkers resolve what is included by its whole name, so they must not find the old files there.
 *
 * @param content what prints the bytes of each step
 */
export function stagedCheck(
  { paths, check }: NonNullable<Trial['staged']>,
  steps: readonly SentStep[],
  content: readonly Command[],
): Command {
  return sh`staged=$dir/staged
export staged
for root in ${paths}; do
  mkdir -p -- "$staged\${root%/*}" || exit 1
  [ ! -e "$root" ] || cp -a -- "$root" "$staged$root" || exit 1
done
${steps.map((step, index) => applied(step, content[index] ?? verbatim(':'))).reduce(below, verbatim(''))}
for root in ${paths}; do
  # No letter of either is special to sed.
  pattern=$(printf '%s\n' "$root" | sed 's/[].[*^$#\\]/\\\\&/g')
  place=$(printf '%s\n' "$staged$root" | sed 's/[&#\\]/\\\\&/g')
  find "$staged" -type l | while IFS= read -r link; do
    target=$(readlink -- "$link")
    case $target in "$root"/*) ln -sfn -- "$staged$target" "$link" || exit 1 ;; esac
  done || exit 1
  find "$staged" -type f | while IFS= read -r file; do
    grep -q -F -e "$root" -- "$file" || continue
    sed "s#\\(^\\|[^A-Za-z0-9_./-]\\)$pattern\\(/\\|$\\|[^A-Za-z0-9_.-]\\)#\\1$place\\2#g" "$file" >"$dir/rewritten" && cat -- "$dir/rewritten" >"$file" || exit 1
  done || exit 1
done
rm -f -- "$dir/rewritten"
status=0
# A checker may make files that its service writes to later, as nginx does with logs: they must be as the service would make them.
( umask 022
${check}
) </dev/null || status=$?
rm -rf -- "$staged"
exit "$status"`;
}

/** What a step leaves, in the copy; what runs a command leaves nothing there. */
function applied(step: SentStep, content: Command): Command {
  switch (step.type) {
    case 'write':
      return sh`mkdir -p -- "$staged"${dirname(step.path)} && rm -f -- "$staged"${step.path} && ${content} >"$staged"${step.path} &&
  chmod ${step.mode ?? '0644'} -- "$staged"${step.path} || exit 1`;
    case 'directory':
      return sh`mkdir -p -- "$staged"${step.path} || exit 1`;
    case 'remove':
      return sh`rm -rf -- "$staged"${step.path}`;
    case 'run':
      return verbatim(':');
  }
}

function below(before: Command, next: Command): Command {
  return sh`${before}\n${next}`;
}
