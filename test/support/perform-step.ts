import { spawnSync } from 'node:child_process';
import { isConversation, stepRequest } from '../../src/engine/step-request.ts';
import type { Step } from '../../src/resource.ts';
import type { ToolSet } from './tool-sets.ts';

export interface Performed {
  readonly status: number | null;
  readonly stderr: string;
}

/** Performs a step on this machine. `before` is sh text that runs first, in the same shell. */
export function performStep(
  step: Step,
  { shell, environment }: Omit<ToolSet, 'title'> = { shell: ['sh'], environment: {} },
  options: { readonly before?: string; readonly stdin?: Uint8Array } = {},
): Performed {
  if (isConversation(step)) throw new Error(`${step.type} takes more than one request`);
  const request = stepRequest(step);
  const [program = 'sh', ...words] = shell;
  const text = `umask 077\n${options.before ?? ''}\n${request.script.text}`;
  const done = spawnSync(program, [...words, '-c', text], {
    env: { ...process.env, LC_ALL: 'C', ...environment },
    input: options.stdin ?? request.stdin ?? '',
  });
  return { status: done.status, stderr: done.stderr.toString() };
}
