import type {
  SyntaxBlock,
  SyntaxExpression,
  SyntaxPartial,
  SyntaxProgram,
  SyntaxStatement,
} from './handlebars-syntax.ts';
import { buildExpression, buildNamed, buildPrinted } from './build-expression.ts';
import type { Building } from './building.ts';
import { newBuilding } from './building.ts';
import type { TemplateBody, TemplateNode } from './model.ts';
import type { ParsedTemplate } from './parsed-template.ts';

/** Turns the parser's tree into ours, checking what can be checked without variables. */
export function buildBody(text: string, program: SyntaxProgram): ParsedTemplate {
  const building = newBuilding(text);
  const body = build(building, program);
  return { body, problems: building.problems };
}

function build(building: Building, program: SyntaxProgram | undefined): TemplateBody {
  return { nodes: program?.body.flatMap((statement) => buildNode(building, statement)) ?? [] };
}

function buildNode(building: Building, statement: SyntaxStatement): readonly TemplateNode[] {
  const range = building.range(statement.loc);
  switch (statement.type) {
    case 'ContentStatement':
      return statement.value === '' ? [] : [{ type: 'text', text: statement.value }];
    case 'CommentStatement':
      return [];
    case 'MustacheStatement':
      return [{ type: 'print', value: buildPrinted(building, statement), range }];
    case 'BlockStatement':
      return buildBlock(building, statement);
    case 'PartialStatement':
      return buildPartial(building, statement);
    case 'PartialBlockStatement':
    case 'Decorator':
    case 'DecoratorBlock':
      building.problem('template-syntax', 'block partials and decorators are not supported', range);
      return [];
  }
}

function buildBlock(building: Building, block: SyntaxBlock): readonly TemplateNode[] {
  const name = block.path.type === 'PathExpression' ? block.path.original : '';
  const [first] = block.params;
  if (name === 'raw') return build(building, block.program).nodes;
  if (name === 'let' && block.params.length === 0 && block.hash) {
    return [{ type: 'let', named: buildNamed(building, block.hash), body: build(building, block.program) }];
  }
  if (!blockNames.has(name) || !first || block.params.length > 1) {
    building.problem('template-syntax', blockMessage(name), building.range(block.path.loc), blockHint(name));
    return [];
  }
  const subject = buildExpression(building, first);
  const then = build(building, block.program);
  const otherwise = build(building, block.inverse);
  const params = block.program?.blockParams ?? [];
  if (name === 'each') return [{ type: 'each', subject, params, body: then, otherwise }];
  if (name === 'with') return [{ type: 'with', subject, params, body: then, otherwise }];
  return [{ type: 'if', test: subject, negated: name === 'unless', then, otherwise }];
}

const blockNames: ReadonlySet<string> = new Set(['if', 'unless', 'each', 'with']);

function blockMessage(name: string): string {
  if (name === 'let') return '{{#let}} needs names and values';
  return blockNames.has(name) ? `{{#${name}}} needs one argument` : `there is no block {{#${name}}}`;
}

function blockHint(name: string): string {
  if (name === 'let') return 'write {{#let port=8080}} … {{/let}}';
  return blockNames.has(name)
    ? 'combine with helpers: {{#if (and a (eq b 1))}}'
    : `blocks are if, unless, each, with, let and {{{{raw}}}}; write {{#if ${name}}} or {{#each ${name}}}`;
}

function buildPartial(building: Building, partial: SyntaxPartial): readonly TemplateNode[] {
  const range = building.range(partial.loc);
  const name = partialName(partial.name);
  if (name === undefined) {
    building.problem('template-syntax', 'the name of a partial must be written out', range);
    return [];
  }
  const [first] = partial.params;
  const context = first && buildExpression(building, first);
  const named = buildNamed(building, partial.hash);
  return [{ type: 'partial', name, context, named, indent: partial.indent, range: building.range(partial.name.loc) }];
}

function partialName(name: SyntaxExpression): string | undefined {
  if (name.type === 'PathExpression') return name.original;
  return name.type === 'StringLiteral' ? name.value : undefined;
}
