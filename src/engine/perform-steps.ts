import type { Become, CommandResult, HostRequest } from '../host.ts';
import type { Failure } from '../reporter.ts';
import type { Step } from '../resource.ts';
import { withoutAptStatus } from './apt-status.ts';
import { sh } from '../shell.ts';
import type { Command } from '../shell.ts';
import type { HostContext } from './context.ts';
import { handled } from './entry.ts';
import { commandFailure, ownFailure } from './failure.ts';
import { exchangeStep } from './exchange-step.ts';
import { samePlaceScript } from './same-place.ts';
import { isConversation } from './step-request.ts';
import type { Conversation, SentStep, StepRequest } from './step-request.ts';
import type { StepWatch } from './step-watch.ts';
import { stepsRequests } from './steps-request.ts';
import type { StepsRequest } from './steps-request.ts';
import { uploadStep } from './upload-step.ts';

/**
 * Does the steps of several tasks as one chain: the host itself stops at the first that fails. All are sent at once, but an
 * upload or exchange waits for those before it, and those behind it wait for it.
 *
 * @param paths where one of them is a link or lies behind one, nothing is done
 * @param note must succeed before the first step
 * @returns of each task, in order, up to the first that failed; nothing when nothing was done
 */
export async function performSteps(
  context: HostContext,
  tasks: readonly StepsOfTask[],
  become: Become | undefined,
  watch: StepWatch,
  paths: readonly string[],
  note?: FirstRequest,
): Promise<readonly ('done' | Failure)[]> {
  const chain = context.line.nextChain();
  const send = (request: StepRequest): Promise<CommandResult> =>
    context.line.write({ ...request, chain, ...(become && { become }) });
  // It ends before the steps do, and fails with them.
  const asked = paths.length === 0 ? undefined : handled(send({ script: samePlaceScript(paths) }));
  const noted = note && handled(send({ script: scriptOf(note) }));
  let done = 0;
  let failure: Failure | undefined;
  try {
    for (const group of groupsOf(tasks.flatMap(({ steps }) => steps))) {
      const end = Array.isArray(group)
        ? await sendTogether(group, tasks, send, watch)
        : await converse(context, group, become, send, watch);
      done += end.done;
      failure = end.failure;
      if (failure !== undefined) break;
    }
  } finally {
    watch.end();
  }
  const ended = await noted;
  if (ended !== undefined && ended.exitCode !== 0) note?.forget();
  if (asked !== undefined && (await asked).exitCode !== 0) return [];
  if (ended !== undefined && ended.exitCode !== 0) return [ownFailure('begin; nothing was changed', ended)];
  return outcomesOf(tasks, done, failure);
}

/** What a task does. */
export interface StepsOfTask {
  /** The task, as its file has it. */
  readonly by: string;
  readonly steps: readonly Step[];
}

/** What must succeed in front of the first step. */
export interface FirstRequest {
  readonly script: Command;
  /** Notes what the steps write; in front of them, too, but for what is undone by the host when it does not hold. */
  readonly applied?: Command;
  /** Called when it was not run, or failed. */
  forget(): void;
}

function scriptOf({ script, applied }: FirstRequest): Command {
  return applied === undefined ? script : sh`${script}\n${applied}`;
}

/** How many steps of a group were done, and why not the next one. */
interface GroupEnd {
  readonly done: number;
  readonly failure?: Failure;
}

async function converse(
  context: HostContext,
  step: Conversation,
  become: Become | undefined,
  send: (request: StepRequest) => Promise<CommandResult>,
  watch: StepWatch,
): Promise<GroupEnd> {
  const result =
    step.type === 'upload'
      ? await uploadStep(context, step, become, send, watch)
      : await exchangeStep(step, send, watch);
  if ('code' in result) return { done: 0, failure: result };
  return result.exitCode === 0 ? { done: 1 } : { done: 0, failure: commandFailure(step, result) };
}

/** Each conversation alone, the others together. */
function groupsOf(steps: readonly Step[]): readonly (SentStep[] | Conversation)[] {
  const groups: (SentStep[] | Conversation)[] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (isConversation(step)) groups.push(step);
    else if (Array.isArray(last)) last.push(step);
    else groups.push([step]);
  }
  return groups;
}

async function sendTogether(
  steps: readonly SentStep[],
  tasks: readonly StepsOfTask[],
  send: (request: StepRequest) => Promise<CommandResult>,
  watch: StepWatch,
): Promise<GroupEnd> {
  const requests = stepsRequests(steps);
  const sent = requests.map(({ steps: [first], request }) =>
    send({ ...request, ...(first?.type === 'run' && { onOutput: watch.output(first), ...receiptOf(first, tasks) }) }),
  );
  void announce(requests, sent, watch);
  const results = await Promise.all(sent);
  let done = 0;
  for (const [index, { steps: these, read }] of requests.entries()) {
    const result = results[index];
    // A step is skipped because of a question in front of all; a failure among them has ended this loop.
    if (result === undefined || result.skipped) break;
    const { done: count, said } = read(result);
    done += count;
    const next = these[count];
    if (next !== undefined) return { done, failure: commandFailure(next, outputOnly(next, said)) };
  }
  return { done };
}

/** What puts files in place is over in a moment, and is done anew. */
function receiptOf(step: Step, tasks: readonly StepsOfTask[]): Pick<HostRequest, 'receipt'> {
  const by = tasks.find(({ steps }) => steps.includes(step))?.by;
  return by === undefined ? {} : { receipt: by };
}

/** A step begins when the one before it has succeeded. */
async function announce(
  requests: readonly StepsRequest[],
  sent: readonly Promise<CommandResult>[],
  watch: StepWatch,
): Promise<void> {
  for (const [index, { steps }] of requests.entries()) {
    const before = await sent[index - 1]?.catch(() => undefined);
    if (index > 0 && before?.exitCode !== 0) return;
    for (const step of steps) watch.begin(step);
  }
}

function outputOnly(step: SentStep, result: CommandResult): CommandResult {
  if (step.type !== 'run' || step.progress === undefined) return result;
  return { ...result, stdout: withoutAptStatus(result.stdout) };
}

function outcomesOf(
  tasks: readonly StepsOfTask[],
  done: number,
  failure: Failure | undefined,
): readonly ('done' | Failure)[] {
  let left = done;
  const outcomes: ('done' | Failure)[] = [];
  for (const { steps } of tasks) {
    left -= steps.length;
    if (left >= 0) outcomes.push('done');
    else return failure === undefined ? outcomes : [...outcomes, failure];
  }
  return outcomes;
}
