import { randomBytes } from 'node:crypto';
import type { Inspection } from '../../definition.ts';
import type { Become } from '../../host.ts';
import type { Protection } from '../../resource.ts';
import { sh, verbatim } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import type { HostContext } from '../context.ts';
import { guardDirectory } from '../guard/guard.ts';
import type { Guard } from '../guard/guard.ts';
import { saveScript } from '../guard/save-script.ts';
import { undoScript } from '../guard/undo-script.ts';

/**
 * Keeps on the host what changes are about to touch, where the play may have to go back; one round trip. What cannot be kept is
 * written down as lasting, and is changed all the same.
 */
export async function saveBefore(
  context: HostContext,
  works: readonly { readonly before: Inspection; readonly what: string }[],
  become: Become | undefined,
): Promise<void> {
  const { undo } = context;
  if (undo === undefined || context.mode !== 'run') return;
  const wishes = works.map(({ before, what }) => ({ what, guard: guardFor(context, before) }));
  const guards = wishes.flatMap(({ guard }) => guard ?? []);
  const script = guards.map(keepScript).reduce((all, next) => sh`${all}\n${next}`, verbatim(':'));
  const saved =
    guards.length === 0
      ? new Set<string>()
      : wordsIn(await context.home.write({ script, form: 'task', ...(become && { become }) }));
  for (const { what, guard } of wishes)
    if (guard !== undefined && saved.has(guard.token)) undo.keep({ guard, become, what });
    else undo.last(what);
}

function wordsIn({ stdout }: { readonly stdout: Uint8Array }): ReadonlySet<string> {
  return new Set(Buffer.from(stdout).toString('utf8').split('\n'));
}

/** Nothing for what is done elsewhere, and for what no one can undo. */
function guardFor(context: HostContext, before: Inspection): Guard | undefined {
  const protection = context.line === context.home ? protectionOf(before) : undefined;
  if (protection === undefined) return undefined;
  const state = `${context.guard.state}/kept`;
  return { ...context.guard, state, token: randomBytes(16).toString('hex'), protection };
}

/** Its own word, or the places that its steps touch when they do nothing else. */
function protectionOf(before: Inspection): Protection | undefined {
  const { reversal, protection } = before;
  if (reversal !== undefined) return reversal;
  if (protection !== undefined) return protection;
  const paths = before.steps().map((step) => ('path' in step ? step.path : undefined));
  return paths.some((path) => path === undefined) ? undefined : { paths: paths.flatMap((path) => path ?? []) };
}

/** Prints the token of what was kept. */
function keepScript(guard: Guard): Command {
  return sh`(
umask 077
dir=${guardDirectory(guard)}
refuse() { rm -rf -- "$dir"; exit 1; }
for path in ${guard.protection.paths}; do
  [ ! -e "$path" ] || [ "$(du -sk -- "$path" | cut -f 1)" -le ${largestKept} ] || exit 1
done
${saveScript(guard.protection)}
printf %s ${undoScript(guard).text} >"$dir/undo" && : >"$dir/armed" || refuse
) >/dev/null 2>&1 && echo ${guard.token}`;
}

/** KiB of one place. */
const largestKept = 64 * 1024;
