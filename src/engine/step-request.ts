import type { HostRequest } from '../host.ts';
import type { Step } from '../resource.ts';
import { sh, verbatim } from '../shell.ts';
import type { Command } from '../shell.ts';
import { directoryScript } from './directory-script.ts';
import { writeScript } from './write-script.ts';

/** What a step sends to the host; who runs it and in which chain is the caller's business. */
export type StepRequest = Pick<
  HostRequest,
  'script' | 'stdin' | 'form' | 'timeoutMs' | 'onDisconnect' | 'onOutput' | 'confidential' | 'receipt'
>;

/** A step that takes more than one request, and keeps what comes behind it waiting. */
export type Conversation = Extract<Step, { readonly type: 'upload' | 'exchange' }>;

export function isConversation(step: Step): step is Conversation {
  return step.type === 'upload' || step.type === 'exchange';
}

/** A step that one request performs. */
export type SentStep = Exclude<Step, Conversation>;

/**
 * The request that performs a step. Exit status 0 means done; any other leaves what the step did not reach as it was,
 * and the end of stderr says why in one line.
 */
export function stepRequest(step: SentStep): StepRequest {
  const script = stepScript(step, verbatim('cat'));
  switch (step.type) {
    case 'run':
      return {
        script,
        form: 'task',
        confidential: true,
        ...(step.stdin && { stdin: step.stdin }),
        ...(step.timeoutMs !== undefined && { timeoutMs: step.timeoutMs }),
        ...(step.onDisconnect && { onDisconnect: step.onDisconnect }),
      };
    case 'write':
      // It may be cut at any moment: the old file stays until the rename.
      return {
        script,
        stdin: step.content,
        form: 'task',
        timeoutMs: writeLimitMs(step.content),
        // Our own text, unless a user's check is in it.
        ...(step.validate !== undefined && { confidential: true }),
      };
    case 'directory':
    case 'remove':
      return { script, form: 'task' };
  }
}

/** What performs a step. @param content the command that prints what is to be written */
export function stepScript(step: SentStep, content: Command): Command {
  switch (step.type) {
    case 'run':
      return step.command;
    case 'write':
      return writeScript(step, content);
    case 'directory':
      return directoryScript(step);
    case 'remove':
      return removeScript(step);
  }
}

/** Longer than a slow line and any check of a configuration take; a hung check must not hold the run for ever. */
function writeLimitMs(content: Uint8Array): number {
  const slowestBytesPerMs = 50;
  return 10 * 60 * 1000 + Math.ceil(content.length / slowestBytesPerMs);
}

type Remove = Extract<Step, { readonly type: 'remove' }>;

/** `rm -r` refuses `/` itself; a symbolic link to a directory is removed and not what it points to. */
function removeScript({ path, recursive }: Remove): Command {
  const removeDirectory = recursive === true ? sh`rm -rf -- ${path}` : sh`rmdir -- ${path}`;
  return sh`if [ -d ${path} ] && [ ! -L ${path} ]; then ${removeDirectory}
else rm -f -- ${path}
fi`;
}
