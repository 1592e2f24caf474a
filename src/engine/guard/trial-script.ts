import type { Step, Trial } from '../../resource.ts';
import { sh, verbatim } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import { jointWritesScript } from '../joint-writes.ts';
import type { FirstRequest } from '../perform-steps.ts';
import type { SentStep } from '../step-request.ts';
import { stepScript } from '../step-request.ts';
import { stepTitle } from '../step-title.ts';
import { armScript } from './arm-script.ts';
import { guardDirectory } from './guard.ts';
import type { Guard } from './guard.ts';
import { confirmScript, undoNowScript } from './settle-scripts.ts';
import { stagedCheck } from './staged-check.ts';

/** One command for a host: what it runs, and what it reads. */
export interface TrialRequest {
  readonly script: Command;
  /** All contents, one behind the other: so nothing of them is in a process' arguments or environment. */
  readonly stdin: Uint8Array;
}

/**
 * Everything of a change that is on trial, from the check to the last word, so that the host finishes it although nobody
 * listens any more. The guard is armed for the case that this very script is killed, or the host reboots under it.
 *
 * Says on stdout `now TITLE` for what it begins and, when it ends with another status than 0, `refused` (nothing was touched), `undone
 * TITLE` or `stuck TITLE` (it could not be undone as a whole) with the evidence below. What failed has said why on stderr.
 *
 * @param note what must succeed before the first step
 */
export function trialScript(
  guard: Guard,
  trial: Trial,
  steps: readonly SentStep[],
  note: Pick<FirstRequest, 'script' | 'applied'> | undefined,
): TrialRequest {
  const input = new Input();
  const content = steps.map((step) => input.add(bytesOf(step)));
  const settle = trial.settledBy === 'host' ? confirmScript(guard) : verbatim(':');
  const script = sh`PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
umask 077
dir=${guardDirectory(guard)}
trap 'cd / && rm -rf -- "$dir"; rmdir -- "\${dir%/*}" 2>/dev/null' EXIT
mkdir -p -- "$dir" && cat >"$dir/input" || { echo 'nothing can be kept on this host' >&2; echo refused; exit 1; }
piece() { tail -c "+$1" -- "$dir/input" | head -c "$2"; }
refuse() { cat -- "$dir/said" >&2; echo refused; exit 1; }
evidence() {
  ${trial.evidence ?? verbatim(':')}
}
undo() {
  cat -- "$dir/said" >&2
  shown=$(evidence 2>&1)
  ( ${undoNowScript(guard, settleSeconds)}
  ) >/dev/null 2>&1 && end=undone || { end=stuck; cat -- "$dir/log" >&2; }
  printf '%s %s\n%s\n' "$end" "$1" "$shown"
  exit 1
}
${trial.staged === undefined ? verbatim(':') : sh`( ${stagedCheck(trial.staged, steps, content)}\n) >"$dir/said" 2>&1 || refuse`}
${trial.before ?? verbatim(':')}
said=$( { ${armScript(guard)}
} 2>&1 ) || { printf '%s
' "$said" >&2; echo refused; exit 1; }
trap - EXIT
( ${note?.script ?? verbatim(':')}
) >"$dir/said" 2>&1 || undo 'note what this notifies'
${parts(steps, content).reduce(below, verbatim(''))}
rm -f -- "$dir/input"
${trial.proofs.map(({ title, command }) => sh`printf 'now %s\n' ${title}\n( ${command}\n) >"$dir/said" 2>&1 || undo ${title}`).reduce(below, verbatim(''))}
rm -f -- "$dir/said"
( ${trial.settledBy === 'host' ? (note?.applied ?? verbatim(':')) : verbatim(':')}
)
( ${settle}
) >&2 || { echo 'the host has undone it already' >&2; echo 'undone settle it'; exit 1; }`;
  return { script, stdin: input.bytes };
}

/** Seconds that the old state may take to come back. */
const settleSeconds = 120;

/** Neighbouring files are staged together and then renamed one right after the other. */
function parts(steps: readonly SentStep[], content: readonly Command[]): readonly Command[] {
  const all: Command[] = [];
  let writes: Parameters<typeof jointWritesScript>[0][number][] = [];
  const flush = (): void => {
    if (writes.length > 0) all.push(tried(jointWritesScript(writes), 'put the files in place'));
    writes = [];
  };
  for (const [index, step] of steps.entries()) {
    const bytes = content[index] ?? verbatim(':');
    if (isPlainWrite(step)) {
      writes.push({ step, content: bytes, alone: stepScript(step, bytes) });
      continue;
    }
    flush();
    const fed = step.type === 'run' && step.stdin !== undefined ? sh`${bytes} | ` : verbatim('');
    all.push(tried(sh`${fed}( ${stepScript(step, bytes)}\n)`, stepTitle(step)));
  }
  flush();
  return all;
}

function isPlainWrite(step: SentStep): step is Extract<Step, { readonly type: 'write' }> {
  return step.type === 'write' && [step.validate, step.backup, step.link].every((each) => each === undefined);
}

function tried(script: Command, title: string): Command {
  return sh`( ${script}\n) </dev/null >"$dir/said" 2>&1 || undo ${title}`;
}

function bytesOf(step: SentStep): Uint8Array | undefined {
  if (step.type === 'write') return step.content;
  return step.type === 'run' ? step.stdin : undefined;
}

/** Contents one behind the other, and what prints each. */
class Input {
  readonly #chunks: Uint8Array[] = [];
  #size = 0;

  add(chunk: Uint8Array | undefined): Command {
    if (chunk === undefined) return verbatim(':');
    const start = this.#size + 1;
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    // An empty piece at the end starts behind the last byte, which tail allows.
    return sh`piece ${start} ${chunk.length}`;
  }

  get bytes(): Uint8Array {
    return Buffer.concat(this.#chunks);
  }
}

function below(before: Command, next: Command): Command {
  return sh`${before}\n${next}`;
}
