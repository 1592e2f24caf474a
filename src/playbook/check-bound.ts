import type { Bound, Definition } from '../definition.ts';
import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { entryOf, toPlain } from '../language/located.ts';
import type { Located } from '../language/located.ts';
import { ArgumentError } from '../resource.ts';
import type { Arguments } from '../resource.ts';
import { holdsAssets } from './assets-in.ts';
import type { Task } from './model.ts';

/**
 * What a kind itself says of arguments that hold nothing to render, evaluate or read: it can be asked before the run.
 */
export function checkBound(task: Task, definition: Definition): readonly Diagnostic[] {
  const { properties } = definition.schema;
  const isLiteral = task.args.entries.every(
    ({ key, value }) =>
      !holdsAssets(properties[key]) &&
      properties[key]?.destination === undefined &&
      properties[key]?.authority === undefined &&
      properties[key]?.expression === undefined &&
      !hasTemplate(value),
  );
  if (!isLiteral) return [];
  try {
    return judgementProblems(task, definition.bind(toPlain(task.args) as Arguments));
  } catch (error) {
    if (error instanceof ArgumentError) return [argumentProblem(task, error)];
    throw error;
  }
}

/** Whether a resource changed something or failed is read from the host; only actions and readings are judged by the playbook. */
export function judgementProblems(task: Task, bound: Bound): readonly Diagnostic[] {
  if (task.background !== undefined && (bound.type !== 'action' || !bound.detachable))
    return [problem('bad-value', `async is for command, shell and script, and not for ${task.kind}`, task.span)];
  if (bound.type !== 'resource') return [];
  const { changedWhen, failedWhen } = task;
  return Object.entries({ changed_when: changedWhen, failed_when: failedWhen }).flatMap(([keyword, conditions]) =>
    conditions === undefined
      ? []
      : [
          problem(
            'bad-value',
            `${keyword} is for actions; how it went with ${task.kind} is read from the host`,
            conditions[0]?.span ?? task.span,
          ),
        ],
  );
}

export function argumentProblem(task: Task, error: ArgumentError): Diagnostic {
  const name = error.argument.split(/[.[]/)[0] ?? '';
  const span = entryOf(task.args, name)?.value.span ?? task.span;
  return problem(
    'bad-value',
    `${task.kind}: ${error.message}`,
    span,
    error.hint === undefined ? {} : { hint: error.hint },
  );
}

function hasTemplate(located: Located): boolean {
  switch (located.type) {
    case 'scalar':
      return located.sealed !== undefined || (typeof located.value === 'string' && located.value.includes('{{'));
    case 'list':
      return located.items.some(hasTemplate);
    case 'map':
      return located.entries.some((entry) => hasTemplate(entry.value));
  }
}
