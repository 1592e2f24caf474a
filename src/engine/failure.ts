import { HostError, InputError } from '../diagnostics/errors.ts';
import { showSpan } from '../diagnostics/span.ts';
import { FactError } from '../fact.ts';
import type { CommandResult } from '../host.ts';
import { CannotConverge } from '../resource.ts';
import type { Change, Step } from '../resource.ts';
import type { Failure } from '../reporter.ts';
import { UnquotableText } from '../shell.ts';
import { findCause, withCause } from './find-cause.ts';
import { stepTitle } from './step-title.ts';

/**
 * What a report says of an error that one host's work met. Errors that are nobody's but ours are thrown again.
 */
export function failureOf(error: unknown): Failure {
  if (error instanceof HostError) return withHint({ code: error.code, message: error.message }, error.hint);
  if (error instanceof CannotConverge)
    return withHint({ code: error.lockOut ? 'lock-out' : 'cannot-converge', message: error.message }, hintIn(error));
  if (error instanceof UnquotableText) return { code: 'bad-value', message: error.message };
  if (error instanceof FactError) return withHint({ code: 'fact-unreadable', message: error.message }, hintIn(error));
  if (error instanceof InputError) {
    const [first, ...others] = error.diagnostics;
    const message = [first?.message ?? error.message, ...others.map((each) => each.message)].join('; ');
    const at = first?.span && showSpan(first.span);
    return withHint({ code: first?.code ?? 'internal', message, ...(at !== undefined && { at }) }, first?.hint);
  }
  throw error;
}

/** What a tool said is often the end of the message. */
function hintIn({ message }: Error): string | undefined {
  return findCause({ stderr: message })?.hint;
}

/** A step that ended with a status other than 0. */
export function commandFailure(step: Step, result: CommandResult): Failure {
  // How files are put in place is our own affair.
  return ownFailure(stepTitle(step), result, commandOf(step));
}

function commandOf(step: Step): string | undefined {
  return step.type === 'run' ? step.command.text.trim() : undefined;
}

/** The same for what is no step: what it was for, and the command if that is anybody's business. */
export function ownFailure(title: string, result: CommandResult, command?: string): Failure {
  const stderr = tail(result.stderr);
  const stdout = tail(result.stdout);
  return withCause({
    code: 'command-failed',
    message: `could not ${title}: ${reasonIn(stderr) ?? `exit status ${result.exitCode}`}`,
    ...(command !== undefined && { command }),
    exitCode: result.exitCode,
    ...(stdout !== '' && { stdout }),
    ...(stderr !== '' && { stderr }),
  });
}

/** The last line says what could not be done, the line before often why: `the owner cannot be set (chown: invalid user)`. */
function reasonIn(stderr: string): string | undefined {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const [why, what] = lines.slice(-2);
  return what === undefined ? why : `${what} (${why ?? ''})`;
}

export function notConverged(changes: readonly Change[]): Failure {
  const what = changes.map((change) => change.attribute).join(', ');
  return {
    code: 'not-converged',
    message: `applied, but reading it back still shows a difference: ${what}`,
    hint: 'something on the host undoes the change, or the values are written in another form there',
    changes,
  };
}

const tailBytes = 4000;

function tail(output: Uint8Array): string {
  const text = Buffer.from(output).toString('utf8').trimEnd();
  return text.length <= tailBytes ? text : `…${text.slice(-tailBytes)}`;
}

function withHint(failure: Failure, hint: string | undefined): Failure {
  return hint === undefined ? failure : { ...failure, hint };
}
