import type { HostRequest } from '../host.ts';
import type { RunEvent, TaskLabel } from '../reporter.ts';
import type { Step } from '../resource.ts';
import { readAptStatus } from './apt-status.ts';
import type { HostContext } from './context.ts';
import { outputLines } from './output-lines.ts';
import { stepTitle } from './step-title.ts';
import { Throttle } from './throttle.ts';

/** Tells what the steps of a task do while they run. */
export interface StepWatch {
  /** It begins now. */
  begin(step: Step): void;
  /** Follows what it prints. */
  output(step: Step): NonNullable<HostRequest['onOutput']>;
  /** Follows an upload: bytes that the host has, of how many. */
  sent(step: Step, bytes: number, total: number): void;
  /** All have ended; nothing more is told. */
  end(): void;
}

/** @param label of the task; nothing for one of which nothing may be told (`no_log`) */
export function createStepWatch(context: Pick<HostContext, 'host' | 'emit'>, label: TaskLabel | undefined): StepWatch {
  if (label === undefined) return silent;
  const progress = new Throttle<Said>(betweenMs, (said) =>
    context.emit({ type: 'task.progress', host: context.host, task: label, ...said }),
  );
  return {
    begin: (step) => {
      const title = stepTitle(step);
      if (step.type === 'run' || step.type === 'exchange' || step.type === 'upload')
        progress.sayAtOnce({ message: title, step: title });
    },
    output: (step) => {
      const lines = { stdout: outputLines(), stderr: outputLines() };
      const format = step.type === 'run' ? step.progress : undefined;
      return (stream, chunk) => {
        const last = lines[stream](chunk).at(-1);
        if (last === undefined) return;
        const status = format === 'apt-status' && stream === 'stdout' ? readAptStatus(last) : undefined;
        progress.say({ step: stepTitle(step), ...(status ?? { message: last }) });
      };
    },
    sent: (step, bytes, total) =>
      progress.say({
        step: stepTitle(step),
        message: `${megabytes(bytes)} of ${megabytes(total)} MB sent`,
        percent: Math.floor((100 * bytes) / total),
      }),
    end: () => progress.stop(),
  };
}

type Said = Omit<Extract<RunEvent, { readonly type: 'task.progress' }>, 'type' | 'host' | 'task'>;

const betweenMs = 500;

const silent: StepWatch = {
  begin: () => undefined,
  output: () => () => undefined,
  sent: () => undefined,
  end: () => undefined,
};

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
