import { spanWithin } from '../text-origin.ts';
import { allVariables } from '../variable-use.ts';
import type { VariableUse } from '../variable-use.ts';
import type { Template } from '../template.ts';
import type { TemplateBody, TemplateExpression, TemplateNode } from './model.ts';
import type { Unit } from './render-body.ts';

/** Where a walk is: how many contexts lie between here and the variables, and which names are block parameters. */
interface Place {
  readonly unit: Unit;
  readonly depth: number;
  readonly bound: readonly string[];
}

/** The variables that a template and its partials refer to, as far as that can be told without values. */
export function variablesOf(template: Template): readonly VariableUse[] {
  return ofBody(template.unit.body, { unit: template.unit, depth: 0, bound: [] });
}

function ofBody(body: TemplateBody, place: Place): readonly VariableUse[] {
  return body.nodes.flatMap((node) => ofNode(node, place));
}

function ofNode(node: TemplateNode, place: Place): readonly VariableUse[] {
  switch (node.type) {
    case 'text':
      return [];
    case 'print':
      return ofExpression(node.value, place);
    case 'if':
      return [...ofExpression(node.test, place), ...ofBody(node.then, place), ...ofBody(node.otherwise, place)];
    case 'each':
    case 'with': {
      const inner = { ...place, depth: place.depth + 1, bound: [...place.bound, ...node.params] };
      return [...ofExpression(node.subject, place), ...ofBody(node.body, inner), ...ofBody(node.otherwise, place)];
    }
    case 'let': {
      const inner = { ...place, bound: [...place.bound, ...node.named.map((each) => each.name)] };
      return [...node.named.flatMap((each) => ofExpression(each.value, place)), ...ofBody(node.body, inner)];
    }
    case 'partial': {
      const unit = place.unit.partials.get(node.name);
      const bound = [...place.bound, ...node.named.map((each) => each.name)];
      const given = [...(node.context ? [node.context] : []), ...node.named.map((each) => each.value)];
      const depth = node.context ? place.depth + 1 : place.depth;
      return [
        ...given.flatMap((each) => ofExpression(each, place)),
        ...(unit ? ofBody(unit.body, { unit, depth, bound }) : []),
      ];
    }
  }
}

function ofExpression(
  expression: TemplateExpression,
  place: Place,
  optional = new Set<unknown>(),
): readonly VariableUse[] {
  switch (expression.type) {
    case 'literal':
      return [];
    case 'path': {
      const [name] = expression.parts;
      const fromVariables =
        expression.from === 'root' || (expression.from === 'context' && expression.depth === place.depth);
      if (!fromVariables || (name !== undefined && !expression.scoped && place.bound.includes(name))) return [];
      const { text, origin } = place.unit;
      const span = spanWithin(origin, text, expression.range.start, expression.range.end);
      if (name === undefined) return [{ name: allVariables, span, optional: true }];
      return [{ name, span, optional: optional.has(expression) }];
    }
    case 'call': {
      const tolerant = optionalArguments(expression.helper, expression.args);
      const all = [...expression.args, ...expression.named.map((each) => each.value)];
      return all.flatMap((each) => ofExpression(each, place, new Set(tolerant)));
    }
  }
}

function optionalArguments(helper: string, args: readonly TemplateExpression[]): readonly TemplateExpression[] {
  if (helper === 'default') return args.slice(0, -1);
  return helper === 'defined' ? args : [];
}
