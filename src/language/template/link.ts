import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { InputError } from '../../diagnostics/errors.ts';
import type { Source } from '../../diagnostics/span.ts';
import type { TextOrigin } from '../text-origin.ts';
import type { PartialNode, TemplateBody, TemplateNode } from './model.ts';
import { parseTemplate } from './parse.ts';
import type { Unit } from './render-body.ts';
import type { TextProblem } from './text-problem.ts';
import { locateProblem } from './text-problem.ts';

/** Gives the text of `{{> name}}`, or nothing when there is no such partial. */
export type FindPartial = (name: string) => Source | undefined;

/**
 * Parses a text and, through `findPartial`, all partials that it needs.
 * @throws InputError with every problem of all of them
 */
export function link(text: string, origin: TextOrigin, findPartial: FindPartial): Unit {
  const problems: Diagnostic[] = [];
  const unit = linkUnit(text, origin, { findPartial, problems, done: new Map(), open: [] });
  if (problems.length > 0) throw new InputError(problems);
  return unit;
}

interface Linking {
  readonly findPartial: FindPartial;
  readonly problems: Diagnostic[];
  readonly done: Map<string, Unit>;
  /** Names of the partials that are being linked, outermost first. */
  readonly open: readonly string[];
}

function linkUnit(text: string, origin: TextOrigin, linking: Linking): Unit {
  const { body, problems } = parseTemplate(text);
  linking.problems.push(...problems.map((each) => locateProblem(each, text, origin)));
  const partials = new Map<string, Unit>();
  for (const node of partialNodes(body)) {
    const found = linkPartial(node, linking);
    if ('code' in found) linking.problems.push(locateProblem(found, text, origin));
    else partials.set(node.name, found);
  }
  return { text, origin, body, partials };
}

function linkPartial(node: PartialNode, linking: Linking): Unit | TextProblem {
  const { name, range } = node;
  const known = linking.done.get(name);
  if (known) return known;
  if (linking.open.includes(name)) {
    const circle = [...linking.open.slice(linking.open.indexOf(name)), name].join(' → ');
    return { code: 'include-cycle', message: `partials include each other: ${circle}`, range };
  }
  const source = linking.findPartial(name);
  if (!source) return { code: 'template-missing', message: `there is no partial "${name}"`, range };
  const origin = { span: { source, start: 0, end: source.text.length }, textStart: 0 };
  const unit = linkUnit(source.text, origin, { ...linking, open: [...linking.open, name] });
  linking.done.set(name, unit);
  return unit;
}

function partialNodes(body: TemplateBody): readonly PartialNode[] {
  return body.nodes.flatMap((node) => (node.type === 'partial' ? [node] : bodiesOf(node).flatMap(partialNodes)));
}

function bodiesOf(node: TemplateNode): readonly TemplateBody[] {
  switch (node.type) {
    case 'if':
      return [node.then, node.otherwise];
    case 'each':
    case 'with':
      return [node.body, node.otherwise];
    case 'let':
      return [node.body];
    case 'text':
    case 'print':
    case 'partial':
      return [];
  }
}
