import { InputError } from '../../diagnostics/errors.ts';
import { ValueError } from '../value/value-error.ts';
import { TemplateFailure, VariableFailure } from './failure.ts';
import { rootFrame } from './frame.ts';
import type { Frame } from './frame.ts';
import { NothingFound } from './nothing-found.ts';
import { helpers } from './helpers.ts';
import type { Argument } from './helper.ts';
import type { NamedArgument, PathExpression, Range, TemplateExpression } from './model.ts';
import { resolvePath } from './resolve-path.ts';
import type { Resolved } from './resolve-path.ts';

/**
 * The value of an expression.
 * @throws TemplateFailure for unknown variables and for values that a helper cannot use
 */
export function evaluate(expression: TemplateExpression, frame: Frame): unknown {
  switch (expression.type) {
    case 'literal':
      return expression.value;
    case 'path': {
      const resolved = resolve(expression, frame);
      if (!resolved.found) throw new TemplateFailure(resolved.problem);
      return resolved.value;
    }
    case 'call':
      return call(expression.helper, expression.args, expression.named, expression.range, frame);
  }
}

export function evaluateNamed(named: readonly NamedArgument[], frame: Frame): ReadonlyMap<string, unknown> {
  return new Map(named.map(({ name, value }) => [name, evaluate(value, frame)]));
}

/** A variable with a text of its own is rendered when it is read. */
function resolve(path: PathExpression, frame: Frame): Resolved {
  try {
    return resolvePath(path, frame);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new VariableFailure(error.diagnostics, path.range);
  }
}

function call(
  name: string,
  args: readonly TemplateExpression[],
  named: readonly NamedArgument[],
  range: Range,
  frame: Frame,
): unknown {
  const options = Object.fromEntries(evaluateNamed(named, frame));
  try {
    const helper = helpers.get(name);
    if (!helper) throw new ValueError('there is no such helper');
    return helper.apply(
      args.map((argument) => lazily(argument, frame)),
      options,
      frame.root,
    );
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    const code = error instanceof NothingFound ? 'lookup-missing' : 'template-value';
    const message = name === 'required' || code === 'lookup-missing' ? error.message : `${name}: ${error.message}`;
    throw new TemplateFailure({ code, message, range, hint: error.hint });
  }
}

function lazily(expression: TemplateExpression, frame: Frame): Argument {
  return {
    value: () => evaluate(expression, frame),
    optional: () => {
      if (expression.type !== 'path') return orNothing(expression, frame);
      const resolved = resolve(expression, frame);
      return resolved.found ? resolved.value : undefined;
    },
    within: (scope) => evaluate(expression, rootFrame(scope)),
  };
}

/** What is looked up may be missing as a variable may. */
function orNothing(expression: TemplateExpression, frame: Frame): unknown {
  try {
    return evaluate(expression, frame);
  } catch (error) {
    if (error instanceof TemplateFailure && error.problem.code === 'lookup-missing') return undefined;
    throw error;
  }
}
