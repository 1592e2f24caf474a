import type { CommandResult } from '../host.ts';
import type { Step } from '../resource.ts';
import { sh, verbatim } from '../shell.ts';
import type { Command } from '../shell.ts';
import { stepRequest, stepScript } from './step-request.ts';
import type { StepRequest } from './step-request.ts';

/** One request for one step or for several neighbours. */
export interface StepsRequest {
  readonly steps: readonly Step[];
  readonly request: StepRequest;
  /** What a result tells: how many of the steps were done, and what the commands themselves said. */
  readonly read: (result: CommandResult) => { readonly done: number; readonly said: CommandResult };
}

/**
 * The requests for steps in their order. Neighbours that put texts and directories in place share one, because a request
 * costs the host more processes than such a step does.
 */
export function stepsRequests(steps: readonly Step[]): readonly StepsRequest[] {
  const groups: Step[][] = [];
  for (const step of steps) {
    const before = groups.at(-1);
    const neighbour = before?.at(-1);
    if (before !== undefined && neighbour !== undefined && isSmall(neighbour) && isSmall(step)) before.push(step);
    else groups.push([step]);
  }
  return groups.map((group) => {
    const [only] = group;
    return group.length === 1 && only !== undefined ? single(only) : joint(group);
  });
}

function single(step: Step): StepsRequest {
  return {
    steps: [step],
    request: stepRequest(step),
    read: (result) => ({ done: result.exitCode === 0 ? 1 : 0, said: result }),
  };
}

/** Each in a subshell of its own, so that neither its end nor its traps concern the others; a line says that it is done. */
function joint(steps: readonly Step[]): StepsRequest {
  const script = steps
    .map((step): Command => sh`( ${stepScript(step, contentOf(step))}\n) </dev/null >&2 || exit\necho done`)
    .reduce((all, next) => sh`${all}\n${next}`);
  const request = steps
    .map(stepRequest)
    .reduce((all, { timeoutMs = 0 }) => ({ ...all, timeoutMs: all.timeoutMs + timeoutMs }), { timeoutMs: 0 });
  return {
    steps,
    request: { script, form: 'task', confidential: true, ...(request.timeoutMs > 0 && request) },
    read: (result) => ({
      done: Buffer.from(result.stdout).toString('latin1').split('\n').length - 1,
      said: { ...result, stdout: new Uint8Array() },
    }),
  };
}

/** What a text is written with: a command of the shell itself, so that it is in no process's arguments. */
function contentOf(step: Step): Command {
  return step.type === 'write' ? sh`printf %s ${new TextDecoder().decode(step.content)}` : verbatim(':');
}

/** Known to be short, and a text that a shell can hold. */
function isSmall(step: Step): boolean {
  switch (step.type) {
    case 'write':
      return step.validate === undefined && step.content.length <= largestText && isText(step.content);
    case 'directory':
      return true;
    case 'remove':
      return step.recursive !== true;
    case 'run':
      return false;
  }
}

const largestText = 64 * 1024;

function isText(content: Uint8Array): boolean {
  return !content.includes(0) && Buffer.from(new TextDecoder().decode(content)).equals(content);
}
