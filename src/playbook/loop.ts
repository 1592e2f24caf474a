import { entryOf } from '../language/located.ts';
import type { LocatedMap, LocatedScalar } from '../language/located.ts';
import { parseCondition } from '../language/condition/parse.ts';
import { prepare } from '../language/render.ts';
import { InputError } from '../diagnostics/errors.ts';
import { flagOf, numberOf, textOf } from './fields.ts';
import type { Loop } from './model.ts';
import type { Reading } from './reading.ts';

/** A task's `loop` and `loop_control`. A list may hold templates; a text is an expression, with or without `{{ }}`. */
export function readLoop(reading: Reading, task: LocatedMap): Loop | undefined {
  const value = entryOf(task, 'loop')?.value;
  if (value === undefined || value.type === 'map') return undefined;
  const control = entryOf(task, 'loop_control')?.value;
  const names = control?.type === 'map' ? control : undefined;
  const label = names && entryOf(names, 'label')?.value;
  reading.diagnostics.push(...(label ? prepare(label) : []), ...(value.type === 'list' ? prepare(value) : []));
  const shared = {
    variable: (names && textOf(names, 'loop_var')) ?? 'item',
    indexVariable: names && textOf(names, 'index_var'),
    label,
    pauseSeconds: (names && numberOf(names, 'pause')) ?? 0,
    extended: (names && flagOf(names, 'extended')) ?? false,
  };
  if (value.type === 'list') return { over: value, ...shared };
  try {
    return { over: parseCondition(withoutBraces(value)), ...shared };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    reading.diagnostics.push(...error.diagnostics);
    return undefined;
  }
}

/** Ansible's users write `loop: "{{ names }}"`; the braces add nothing. */
function withoutBraces(value: LocatedScalar): LocatedScalar {
  if (typeof value.value !== 'string') return value;
  const match = /^(\s*\{\{)([^{}]*)\}\}\s*$/.exec(value.value);
  if (match === null) return value;
  const [, opening = '', expression = ''] = match;
  const start = value.textStart === undefined ? {} : { textStart: value.textStart + opening.length };
  return { type: 'scalar', value: expression, span: value.span, ...start };
}
