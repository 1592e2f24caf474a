import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { usedAt } from '../../diagnostics/used-at.ts';
import { spanWithin } from '../text-origin.ts';
import type { TextOrigin } from '../text-origin.ts';
import { textOf } from '../value/text-of.ts';
import { isMap, typeName } from '../value/type-name.ts';
import { ValueError } from '../value/value-error.ts';
import { evaluate, evaluateNamed } from './evaluate.ts';
import { TemplateFailure, VariableFailure } from './failure.ts';
import type { Frame } from './frame.ts';
import { withBindings } from './frame.ts';
import type {
  EachNode,
  PartialNode,
  Range,
  TemplateBody,
  TemplateExpression,
  TemplateNode,
  WithNode,
} from './model.ts';
import { locateProblem } from './text-problem.ts';
import { isTrue } from '../value/is-true.ts';

/** A parsed template with its place and its partials. */
export interface Unit {
  readonly text: string;
  readonly origin: TextOrigin;
  readonly body: TemplateBody;
  readonly partials: ReadonlyMap<string, Unit>;
}

/** Renders all of it, adding every problem to `problems`; the text is meant to be used only when there are none. */
export function renderBody(unit: Unit, body: TemplateBody, frame: Frame, problems: Diagnostic[]): string {
  return body.nodes.map((node) => attempt(unit, problems, () => renderNode(unit, node, frame, problems))).join('');
}

/** Runs `render`; what the user did wrong is located and noted. Everything else (PendingVariable, bugs) passes. */
export function attempt<Result>(unit: Unit, problems: Diagnostic[], render: () => Result): Result | '' {
  try {
    return render();
  } catch (error) {
    if (error instanceof TemplateFailure) problems.push(locateProblem(error.problem, unit.text, unit.origin));
    else if (error instanceof VariableFailure) {
      problems.push(
        ...usedAt(error.diagnostics, spanWithin(unit.origin, unit.text, error.range.start, error.range.end)),
      );
    } else throw error;
    return '';
  }
}

function renderNode(unit: Unit, node: TemplateNode, frame: Frame, problems: Diagnostic[]): string {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'print':
      return print(node.value, frame);
    case 'if': {
      const holds = isTrue(evaluate(node.test, frame)) !== node.negated;
      return renderBody(unit, holds ? node.then : node.otherwise, frame, problems);
    }
    case 'each':
      return renderEach(unit, node, frame, problems);
    case 'with':
      return renderWith(unit, node, frame, problems);
    case 'let': {
      const inner = withBindings(frame, evaluateNamed(node.named, frame));
      return renderBody(unit, node.body, inner, problems);
    }
    case 'partial':
      return renderPartial(unit, node, frame, problems);
  }
}

function print(expression: TemplateExpression, frame: Frame): string {
  const value = evaluate(expression, frame);
  return located(expression.range, () => textOf(value));
}

function renderEach(unit: Unit, node: EachNode, frame: Frame, problems: Diagnostic[]): string {
  const subject = evaluate(node.subject, frame);
  const items = located(node.subject.range, () => itemsOf(subject));
  if (items.length === 0) return renderBody(unit, node.otherwise, frame, problems);
  const texts = items.map(([key, item], index) => {
    const data = new Map<string, unknown>([
      ['key', key],
      ['index', index],
      ['first', index === 0],
      ['last', index === items.length - 1],
    ]);
    const inner = { ...frame, context: item, parent: frame, data };
    return renderBody(unit, node.body, withBindings(inner, named(node.params, [item, key])), problems);
  });
  return texts.join('');
}

function itemsOf(subject: unknown): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(subject)) return subject.map((item: unknown, index) => [index, item] as const);
  if (isMap(subject)) return Object.entries(subject);
  throw new ValueError(`{{#each}} needs a list or a map, not ${typeName(subject)}`);
}

function renderWith(unit: Unit, node: WithNode, frame: Frame, problems: Diagnostic[]): string {
  const context = evaluate(node.subject, frame);
  if (!isTrue(context)) return renderBody(unit, node.otherwise, frame, problems);
  const inner = withBindings({ ...frame, context, parent: frame }, named(node.params, [context]));
  return renderBody(unit, node.body, inner, problems);
}

function renderPartial(unit: Unit, node: PartialNode, frame: Frame, problems: Diagnostic[]): string {
  const partial = unit.partials.get(node.name);
  if (!partial) return '';
  const context = node.context ? evaluate(node.context, frame) : frame.context;
  const inner = withBindings({ ...frame, context }, evaluateNamed(node.named, frame));
  const text = renderBody(partial, partial.body, inner, problems);
  return node.indent === '' ? text : text.replace(/^(?=.)/gm, node.indent);
}

function named(names: readonly string[], values: readonly unknown[]): ReadonlyMap<string, unknown> {
  return new Map(names.slice(0, values.length).map((name, index) => [name, values[index]]));
}

function located<Result>(range: Range, make: () => Result): Result {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    throw new TemplateFailure({ code: 'template-value', message: error.message, range, hint: error.hint });
  }
}
