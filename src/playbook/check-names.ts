import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/diagnostic.ts';
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
  return [...[...layers].flatMap(magicNameProblems), ...tasks.flatMap(ofTask)];
}

function ofTask({ register, loop, span }: Task): readonly Diagnostic[] {
  const taken = (word: string, name: string | undefined): readonly Diagnostic[] =>
    name !== undefined && Object.hasOwn(magicNames, name)
      ? [problem('bad-value', `${word} cannot use the name "${name}"`, span, { hint: 'it has a meaning of its own' })]
      : [];
  return [
    ...taken('register', register),
    ...(loop?.variable === 'item' ? [] : taken('loop_var', loop?.variable)),
    ...taken('index_var', loop?.indexVariable),
  ];
}
