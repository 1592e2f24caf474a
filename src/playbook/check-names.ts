import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import { magicNameProblems, magicNames } from '../inventory/magic-names.ts';
import type { VariableLayer } from '../inventory/model.ts';
import type { Playbook, Task } from './model.ts';

/** Variables of the playbook, of `-e`, of `register` and of loops whose names have a meaning of their own. */
export function checkNames(playbook: Playbook, extra: VariableLayer | undefined): readonly Diagnostic[] {
  const tasks = playbook.plays.flatMap((play) => [...play.tasks, ...play.handlers]);
  const layers = new Set([
    ...(extra ? [extra] : []),
    ...playbook.plays.flatMap((play) => play.layers),
    ...tasks.flatMap((task) => [...task.defaults, ...task.layers]),
  ]);
  const prompts = playbook.plays.flatMap((play) => play.prompts);
  return [
    ...[...layers].flatMap(magicNameProblems),
    ...prompts.flatMap(({ name, span }) => taken('vars_prompt', name, span)),
    ...tasks.flatMap(ofTask),
  ];
}

function taken(word: string, name: string | undefined, span: Span): readonly Diagnostic[] {
  return name !== undefined && Object.hasOwn(magicNames, name)
    ? [problem('bad-value', `${word} cannot use the name "${name}"`, span, { hint: 'it has a meaning of its own' })]
    : [];
}

function ofTask({ register, loop, span }: Task): readonly Diagnostic[] {
  return [
    ...taken('register', register, span),
    ...(loop?.variable === 'item' ? [] : taken('loop_var', loop?.variable, span)),
    ...taken('index_var', loop?.indexVariable, span),
  ];
}
