import { isUtf8 } from 'node:buffer';
import type { CommandResult } from '../host.ts';
import { ownPrint } from '../own-print.ts';
import type { Step } from '../resource.ts';
import { sh, verbatim } from '../shell.ts';
import type { Command } from '../shell.ts';
import { jointWritesScript } from './joint-writes.ts';
import type { PlainWrite } from './joint-writes.ts';
import { stepRequest, stepScript } from './step-request.ts';
import type { SentStep, StepRequest } from './step-request.ts';

/** One request for one step or for several neighbours. */
export interface StepsRequest {
  readonly steps: readonly SentStep[];
  readonly request: StepRequest;
  /** What a result tells: how many of the steps were done, and what the commands themselves said. */
  readonly read: (result: CommandResult) => { readonly done: number; readonly said: CommandResult };
}

/**
 * The requests for steps in their order. Neighbours that put texts and directories in place share one, because a request
 * costs the host more processes than such a step does.
 */
export function stepsRequests(steps: readonly SentStep[]): readonly StepsRequest[] {
  const groups: SentStep[][] = [];
  let room = 0;
  for (const step of steps) {
    const before = groups.at(-1);
    const neighbour = before?.at(-1);
    room -= sizeOf(step);
    if (before !== undefined && neighbour !== undefined && isSmall(neighbour) && isSmall(step) && room >= 0) {
      before.push(step);
    } else {
      groups.push([step]);
      room = largestScript - sizeOf(step);
    }
  }
  return groups.map((group) => {
    const [only] = group;
    return group.length === 1 && only !== undefined ? single(only) : joint(group);
  });
}

/** Bytes. A script is in the memory of the host's shell, and cannot be interrupted by the controller between two of its steps. */
const largestScript = 512 * 1024;

/** Bytes, what belongs to it besides content included. */
function sizeOf(step: SentStep): number {
  return 2048 + (step.type === 'write' ? step.content.length : 0);
}

function single(step: SentStep): StepsRequest {
  return {
    steps: [step],
    request: stepRequest(step),
    read: (result) => ({ done: result.exitCode === 0 ? 1 : 0, said: result }),
  };
}

function joint(steps: readonly SentStep[]): StepsRequest {
  const timeoutMs = steps.reduce((sum, step) => sum + (stepRequest(step).timeoutMs ?? 0), 0);
  return {
    steps,
    request: {
      script: jointScript(steps),
      form: 'task',
      confidential: true,
      ...(timeoutMs > 0 && { timeoutMs }),
    },
    read: (result) => ({
      done: Buffer.from(result.stdout).toString('latin1').split('\n').length - 1,
      said: { ...result, stdout: new Uint8Array() },
    }),
  };
}

/** A line for each step that is done. Each runs in a subshell, so that its end and its traps do not concern the others. */
function jointScript(steps: readonly SentStep[]): Command {
  const texts: Command[] = [];
  const parts: Command[] = [];
  let writes: PlainWrite[] = [];
  const flush = (): void => {
    if (writes.length > 0) parts.push(jointWritesScript(writes));
    writes = [];
  };
  for (const [index, step] of steps.entries()) {
    if (isPlainWrite(step)) {
      // A function, because it may be needed twice; the shell itself prints it, so no process gets it as an argument.
      const content = verbatim(`content_${index}`);
      texts.push(sh`${content}() { put ${new TextDecoder('utf-8', { ignoreBOM: true }).decode(step.content)}; }`);
      writes.push({ step, content, alone: stepScript(step, content) });
    } else {
      flush();
      parts.push(sh`( ${stepScript(step, verbatim(':'))}\n) </dev/null >&2 || exit\necho done`);
    }
  }
  flush();
  // What is too big for a limit is a failed write, and not the end of the shell.
  return [verbatim(`trap '' XFSZ\n${ownPrint('put')}`), ...texts, ...parts].reduce((all, next) => sh`${all}\n${next}`);
}

/** Known to be short and to print nothing. */
function isSmall(step: SentStep): boolean {
  switch (step.type) {
    case 'write':
      return isPlainWrite(step);
    case 'directory':
      return true;
    case 'remove':
      return step.recursive !== true;
    case 'run':
      return false;
  }
}

/** A text that a shell can hold. */
function isPlainWrite(step: SentStep): step is Write {
  if (step.type !== 'write' || step.validate !== undefined || step.backup === true || step.link !== undefined)
    return false;
  return step.content.length <= largestText && !step.content.includes(0) && isUtf8(step.content);
}

type Write = Extract<Step, { readonly type: 'write' }>;

/** Bytes. */
const largestText = 64 * 1024;
