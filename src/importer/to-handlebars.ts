import { InputError } from '../diagnostics/errors.ts';
import { compileTemplate } from '../language/template.ts';
import { Cannot } from './cannot.ts';
import type { JinjaExpression, JinjaNode } from './jinja/model.ts';
import { parseJinja } from './jinja/parse-expression.ts';
import { parseJinjaTemplate } from './jinja/parse-template.ts';
import type { SpaceRules } from './jinja/pieces.ts';
import { simplify } from './simplify.ts';
import { toHelper, toPrinted } from './to-helper.ts';
import type { Surroundings } from './to-helper.ts';
import { Writer } from './writer.ts';

export interface Converted {
  readonly text: string;
  /** Expressions and statements that were converted. */
  readonly converted: number;
  /** Why others were not: they stand in `{{unconverted "reason"}}` and a raw block. */
  readonly marked: readonly string[];
}

/**
 * A Jinja template as Handlebars that renders to the same text. What cannot be converted stays in a raw block, behind
 * `{{unconverted}}`, which no run accepts.
 * @param maps names of variables that are known to be maps
 * @throws Cannot when the template cannot be read at all
 */
export function toHandlebars(template: string, rules: SpaceRules, maps: ReadonlySet<string>): Converted {
  const nodes = parseJinjaTemplate(template, rules);
  const work: Work = { writer: new Writer(), marked: [], converted: 0, maps };
  writeBody(work, nodes, { bound: new Set(), inLoop: false });
  const text = work.writer.text();
  check(text);
  return { text, converted: work.converted, marked: work.marked };
}

interface Work {
  readonly writer: Writer;
  readonly marked: string[];
  converted: number;
  readonly maps: ReadonlySet<string>;
}

/** The last word has the parser that will read it. */
function check(text: string): void {
  const source = { name: 'template', text };
  try {
    compileTemplate(text, source, (name) => ({ name, text: '' }));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const [other] = error.diagnostics.filter((each) => each.code !== 'not-converted');
    if (other) throw new Cannot(other.message);
  }
}

function writeBody(work: Work, nodes: readonly JinjaNode[], around: Surroundings): void {
  const [node, ...rest] = nodes;
  if (!node) return;
  if (node.type === 'set') {
    writeSet(work, node, rest, around);
    return;
  }
  attempt(work, node, () => {
    writeNode(work, node, around);
  });
  writeBody(work, rest, around);
}

/** All of a statement is converted, or none of it. */
function attempt(work: Work, node: JinjaNode, write: () => void): void {
  const before = { place: work.writer.place(), converted: work.converted, marked: work.marked.length };
  try {
    write();
  } catch (error) {
    if (!(error instanceof Cannot)) throw error;
    work.writer.backTo(before.place);
    work.converted = before.converted;
    work.marked.length = before.marked;
    mark(work, node.source, error.reason);
  }
}

function mark(work: Work, source: string, reason: string): void {
  work.marked.push(reason);
  work.writer.tag(`{{unconverted ${JSON.stringify(reason.replaceAll('"', "'"))}}}`);
  work.writer.raw(source);
}

function writeNode(work: Work, node: Exclude<JinjaNode, { type: 'set' }>, around: Surroundings): void {
  const { writer } = work;
  switch (node.type) {
    case 'text':
      writer.write(node.text);
      return;
    case 'raw':
      writer.raw(node.text);
      return;
    case 'comment':
      writer.block(
        node.text.includes('}}') || node.text.includes('--')
          ? `{{!-- ${node.text.replaceAll('--', '- -')} --}}`
          : `{{! ${node.text} }}`,
        node.endsLine,
      );
      return;
    case 'print':
      writer.tag(`{{${toPrinted(simplify(parseJinja(node.expression)), around)}}}`);
      work.converted += 1;
      return;
    case 'body':
      writeBody(work, node.body, around);
      return;
    case 'if':
      writeIf(work, node, around);
      return;
    case 'for':
      writeFor(work, node, around);
      return;
    case 'include': {
      const found = /^include\s+(["'])([^"']+)\1$/.exec(node.head);
      if (!found) throw new Cannot('an include whose name is not written out');
      if (around.inLoop || around.bound.size > 0) throw new Cannot('an include inside of a loop');
      writer.block(`{{> ${(found[2] ?? '').replace(/\.j2$/, '')}}}`, node.endsLine, 'never alone');
      work.converted += 1;
      return;
    }
    case 'other':
      throw new Cannot(node.keyword === '' ? 'an empty statement' : `the statement ${node.keyword}`);
  }
}

type If = Extract<JinjaNode, { type: 'if' }>;

/**
 * Handlebars takes the line of `{{/if}}` by what stands before the first `{{else if}}`'s end, not before its own: where
 * these differ, an `if` inside of `else` is written.
 */
function writeIf(work: Work, node: If, around: Surroundings): void {
  const before = { place: work.writer.place(), converted: work.converted, marked: work.marked.length };
  const blank: boolean[] = [];
  for (const [index, { test, body, endsLine }] of node.branches.entries()) {
    if (body.some((each) => each.type === 'set')) throw new Cannot('set inside of if');
    const condition = test === undefined ? '' : toHelper(simplify(parseJinja(test)), around);
    const word = index === 0 ? '#if ' : test === undefined ? 'else' : 'else if ';
    work.writer.block(`{{${word}${condition}}}`, endsLine);
    work.converted += test === undefined ? 0 : 1;
    writeBody(work, body, around);
    blank.push(work.writer.isLineBlank());
  }
  const [first, second, ...more] = node.branches;
  if (first && second?.test !== undefined && more.length > 0 && blank[1] !== blank.at(-1)) {
    work.writer.backTo(before.place);
    work.converted = before.converted;
    work.marked.length = before.marked;
    const inner: If = { type: 'if', branches: [second, ...more], endsLine: false, source: node.source };
    const branches = [first, { test: undefined, endsLine: false, body: [inner] }];
    writeIf(work, { ...node, branches }, around);
    return;
  }
  work.writer.block('{{/if}}', node.endsLine);
}

function writeFor(work: Work, node: Extract<JinjaNode, { type: 'for' }>, around: Surroundings): void {
  const head = /^for\s+\(?([\w\s,]+?)\)?\s+in\s+(.*?)\s*$/s.exec(node.head);
  if (!head || /\srecursive$/.test(node.head)) throw new Cannot('a for that cannot be read');
  const names = (head[1] ?? '').split(',').map((name) => name.trim());
  const subject = parseJinja(head[2] ?? '');
  // `for x in xs if y` reads as a condition without else.
  const isFiltered = subject.type === 'conditional' && subject.otherwise === undefined;
  const over = simplify(isFiltered ? subject.then : subject);
  if (isFiltered && /\bloop\b/.test(node.source)) throw new Cannot('loop in a for with a condition');
  const inner = { bound: new Set([...around.bound, ...names]), inLoop: true };
  const { opening, closing } = eachOf(work, over, names, around);
  const layout = opening.includes('}}{{') ? 'never alone' : 'alone where possible';
  work.writer.block(opening, node.startEndsLine, layout);
  const test = isFiltered ? `{{#if ${toHelper(simplify(subject.test), inner)}}}` : undefined;
  if (test !== undefined) work.writer.block(test, false);
  work.converted += 1;
  writeBody(work, node.body, inner);
  if (test !== undefined) work.writer.block('{{/if}}', false);
  if (node.otherwise) {
    if (closing !== '{{/each}}' || isFiltered) throw new Cannot('else of a for over pairs or with a condition');
    work.writer.block('{{else}}', node.otherwise.endsLine);
    writeBody(work, node.otherwise.body, around);
  }
  work.writer.block(closing, node.endsLine, layout);
}

function eachOf(
  work: Work,
  over: JinjaExpression,
  names: readonly string[],
  around: Surroundings,
): { readonly opening: string; readonly closing: string } {
  const [first = '', second] = names;
  const closing = '{{/each}}';
  if (second === undefined) {
    const isMap = over.type === 'variable' && work.maps.has(over.name);
    const list = toHelper(over, around);
    return { opening: `{{#each ${isMap ? `(keys ${list})` : list} as |${first}|}}`, closing };
  }
  if (names.length > 2) throw new Cannot('a for with more than two names');
  if (over.type === 'filter' && over.name === 'dictitems') {
    return { opening: `{{#each ${toHelper(over.input, around)} as |${second} ${first}|}}`, closing };
  }
  const opening = `{{#each ${toHelper(over, around)} as |pair|}}{{#let ${first}=pair.[0] ${second}=pair.[1]}}`;
  return { opening, closing: `{{/let}}${closing}` };
}

/** The rest of the body stands inside of it. */
function writeSet(
  work: Work,
  node: Extract<JinjaNode, { type: 'set' }>,
  rest: readonly JinjaNode[],
  around: Surroundings,
): void {
  const found = /^set\s+([A-Za-z_]\w*)\s*=\s*(.*)$/s.exec(node.head);
  let value: string | undefined;
  try {
    if (!found) throw new Cannot('a set of more than one name, or of a field');
    value = toHelper(simplify(parseJinja(found[2] ?? '')), around);
  } catch (error) {
    if (!(error instanceof Cannot)) throw error;
    mark(work, node.source, error.reason);
  }
  const name = found?.[1] ?? '';
  const inner = { ...around, bound: new Set([...around.bound, name]) };
  if (value === undefined) {
    writeBody(work, rest, inner);
    return;
  }
  work.writer.block(`{{#let ${name}=${value}}}`, node.endsLine);
  work.converted += 1;
  writeBody(work, rest, inner);
  work.writer.block('{{/let}}', false);
}
