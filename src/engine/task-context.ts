import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import type { Located } from '../language/located.ts';
import { render } from '../language/render.ts';
import type { Scope } from '../language/scope.ts';
import { textOf } from '../language/value/text-of.ts';
import { isMap } from '../language/value/type-name.ts';
import { environmentNameProblem } from '../playbook/environment-name.ts';
import type { Task } from '../playbook/model.ts';
import { omit } from './bind-task.ts';
import type { HostContext } from './context.ts';
import { watchedReaders } from './watched-readers.ts';
import { TaskLine } from './task-line.ts';

/**
 * Where a task's work is done: with its own `environment` and `timeout`, when it has such.
 * @throws InputError, PendingVariable
 */
export function taskContext(context: HostContext, task: Task, scope: Scope): HostContext {
  if (task.environment.length === 0 && task.timeoutSeconds === undefined) return context;
  const environment = new Map(task.environment.flatMap((part) => variablesOf(part, scope)));
  const timeoutMs = task.timeoutSeconds === undefined ? undefined : task.timeoutSeconds * 1000;
  const line = new TaskLine(context.line, { environment, timeoutMs });
  return { ...context, line, reader: watchedReaders(line, context.applied) };
}

function variablesOf(part: Located, scope: Scope): readonly (readonly [string, string])[] {
  const value = render(part, scope);
  if (value === null || value === (omit as unknown)) return [];
  if (!isMap(value)) throw wrong('an environment is a map of names and values', part);
  return Object.entries(value).flatMap(([name, each]) => {
    const why = environmentNameProblem(name);
    if (why !== undefined) throw wrong(why, part);
    if (each === (omit as unknown)) return [];
    if (typeof each === 'object' && each !== null) throw wrong(`the variable "${name}" must be a text`, part);
    const text = each === null ? '' : textOf(each);
    if (text.includes('\0')) throw wrong(`the variable "${name}" holds a NUL byte`, part);
    return [[name, text] as const];
  });
}

function wrong(message: string, part: Located): InputError {
  return new InputError([problem('bad-value', message, part.span)]);
}
