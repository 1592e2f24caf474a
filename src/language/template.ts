import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import type { Source } from '../diagnostics/span.ts';
import type { Scope } from './scope.ts';
import { evaluate } from './template/evaluate.ts';
import { rootFrame } from './template/frame.ts';
import type { FindPartial } from './template/link.ts';
import { link } from './template/link.ts';
import type { Unit } from './template/render-body.ts';
import { attempt, renderBody } from './template/render-body.ts';
import type { TextOrigin } from './text-origin.ts';
import { distinct } from '../diagnostics/distinct.ts';

export interface Template {
  readonly unit: Unit;
  /** @throws InputError with every problem of the template; PendingVariable from the scope passes through */
  render(scope: Scope): string;
  /** As `render`, but a text that is exactly one `{{ … }}` gives that value with its type. */
  renderValue(scope: Scope): unknown;
}

/**
 * Compiles Handlebars text. `origin` is where it stands: a `LocatedScalar`, or the source when the text is all of a
 * file. Compiled once per origin.
 * @throws InputError for syntax errors, unknown helpers and missing partials, all at once
 */
export function compileTemplate(
  text: string,
  origin: TextOrigin | Source,
  findPartial: FindPartial = noPartials,
): Template {
  const known = compiled.get(origin);
  if (known?.unit.text === text && known.findPartial === findPartial) return known.template;
  const unit = link(text, 'span' in origin ? origin : wholeSource(origin), findPartial);
  const template = {
    unit,
    render: (scope: Scope) => render(unit, scope),
    renderValue: (scope: Scope) => renderValue(unit, scope),
  };
  compiled.set(origin, { unit, template, findPartial });
  return template;
}

/** Lives exactly as long as the playbook, inventory or file that the text comes from. */
const compiled = new WeakMap<
  object,
  { readonly unit: Unit; readonly template: Template; readonly findPartial: FindPartial }
>();

function noPartials(): undefined {
  return undefined;
}

function wholeSource(source: Source): TextOrigin {
  return { span: { source, start: 0, end: source.text.length }, textStart: 0 };
}

function render(unit: Unit, scope: Scope): string {
  const problems: Diagnostic[] = [];
  const text = renderBody(unit, unit.body, rootFrame(scope), problems);
  return orThrow(text, problems);
}

function renderValue(unit: Unit, scope: Scope): unknown {
  const [only, ...more] = unit.body.nodes;
  if (only?.type !== 'print' || more.length > 0) return render(unit, scope);
  const problems: Diagnostic[] = [];
  const value = attempt(unit, problems, () => evaluate(only.value, rootFrame(scope)));
  return orThrow(value, problems);
}

function orThrow<Value>(value: Value, problems: readonly Diagnostic[]): Value {
  if (problems.length > 0) throw new InputError(distinct(problems));
  return value;
}
