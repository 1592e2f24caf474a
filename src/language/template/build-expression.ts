import { didYouMean } from '../../diagnostics/suggest.ts';
import type { Building } from './building.ts';
import type { SyntaxCall, SyntaxExpression } from './handlebars-syntax.ts';
import { helpers } from './helpers.ts';
import type { Helper } from './helper.ts';
import type { NamedArgument, PathExpression, Range, TemplateExpression } from './model.ts';

type SyntaxPath = Extract<SyntaxExpression, { readonly type: 'PathExpression' }>;

/** `{{x}}` is a variable, `{{x y}}` calls the helper x: a variable may have a helper's name. */
export function buildPrinted(building: Building, call: SyntaxCall): TemplateExpression {
  const isPlain = call.params.length === 0 && !call.hash;
  return isPlain ? buildExpression(building, call.path) : buildCall(building, call);
}

export function buildExpression(building: Building, expression: SyntaxExpression): TemplateExpression {
  const range = building.range(expression.loc);
  switch (expression.type) {
    case 'SubExpression':
      return buildCall(building, expression);
    case 'PathExpression':
      return buildPath(building, expression, range);
    case 'StringLiteral':
    case 'NumberLiteral':
    case 'BooleanLiteral':
      return { type: 'literal', value: expression.value, range };
    case 'NullLiteral':
    case 'UndefinedLiteral':
      return { type: 'literal', value: null, range };
  }
}

export function buildNamed(building: Building, hash: SyntaxCall['hash']): readonly NamedArgument[] {
  return hash?.pairs.map(({ key, value }) => ({ name: key, value: buildExpression(building, value) })) ?? [];
}

function buildCall(building: Building, call: SyntaxCall): TemplateExpression {
  const range = building.range(call.path.loc);
  const helper = call.path.type === 'PathExpression' ? call.path.original : '';
  const named = buildNamed(building, call.hash);
  const args = call.params.map((param) => buildExpression(building, param));
  if (helper === 'unconverted') {
    const [reason] = call.params;
    const why = reason?.type === 'StringLiteral' ? reason.value : 'it has no counterpart';
    building.problem('not-converted', `not converted from Ansible: ${why}`, range, 'write it anew; see IMPORT.md');
    return { type: 'literal', value: '', range };
  }
  const known = helpers.get(helper);
  if (known) checkArguments(building, helper, known, args, named, range);
  else unknownHelper(building, helper, range);
  return { type: 'call', helper, args: helper === 'defined' ? args.map(nameAsPath) : args, named, range };
}

function unknownHelper(building: Building, name: string, range: Range): void {
  if (name === '') building.problem('template-syntax', 'a literal cannot have arguments', range);
  else {
    const hint =
      didYouMean(name, helpers.keys()) ?? 'a name with arguments calls a helper, such as default, join or eq';
    building.problem('unknown-helper', `there is no helper "${name}"`, range, hint);
  }
}

function checkArguments(
  building: Building,
  name: string,
  helper: Helper,
  args: readonly TemplateExpression[],
  named: readonly NamedArgument[],
  range: Range,
): void {
  const [fewest, most] = helper.arity;
  if (args.length < fewest || args.length > most) {
    building.problem('template-syntax', `the helper "${name}" needs ${countOf(fewest, most)}`, range, helper.usage);
  }
  for (const argument of named) {
    if (helper.named?.includes(argument.name)) continue;
    const hint = helper.usage;
    building.problem('template-syntax', `the helper "${name}" has no option "${argument.name}"`, range, hint);
  }
}

function countOf(fewest: number, most: number): string {
  if (most === Number.POSITIVE_INFINITY) return `at least ${fewest} arguments`;
  if (fewest === most) return fewest === 1 ? 'one argument' : `${fewest} arguments`;
  return `${fewest} to ${most} arguments`;
}

function buildPath(building: Building, path: SyntaxPath, range: Range): PathExpression {
  const fromRoot = path.data && path.parts[0] === 'root';
  if (path.data && !fromRoot && !dataNames.has(path.parts[0] ?? '')) {
    const hint = 'there are @index, @key, @first, @last and @root';
    building.problem('template-syntax', `there is no ${path.original}`, range, hint);
  }
  const from = fromRoot ? 'root' : path.data ? 'data' : 'context';
  const scoped = path.depth > 0 || /^(\.|this\b)/.test(path.original);
  const parts = fromRoot ? path.parts.slice(1) : path.parts;
  return { type: 'path', range, from, depth: path.depth, parts, scoped, text: path.original };
}

const dataNames: ReadonlySet<string> = new Set(['index', 'key', 'first', 'last']);

/** `(defined "a.b")` asks for the variable a.b. */
function nameAsPath(argument: TemplateExpression): TemplateExpression {
  if (argument.type !== 'literal' || typeof argument.value !== 'string') return argument;
  const parts = argument.value.split('.');
  return { type: 'path', range: argument.range, from: 'root', depth: 0, parts, scoped: true, text: argument.value };
}
