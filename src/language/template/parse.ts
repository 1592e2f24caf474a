import { parse as parseHandlebars } from 'handlebars/dist/cjs/handlebars/compiler/base.js';
import { buildBody } from './build.ts';
import { explainParseError } from './explain-parse-error.ts';
import type { SyntaxProgram } from './handlebars-syntax.ts';
import type { ParsedTemplate } from './parsed-template.ts';
import type { TextProblem } from './text-problem.ts';
import { findJinjaBlock } from './jinja-block.ts';
import { findTooDeep } from './nesting.ts';

/**
 * Reads Handlebars text. Only the parser of Handlebars is used, never its compiler or runtime: those look names up in
 * prototypes, call functions, print nothing for what is missing, and build code.
 */
export function parseTemplate(text: string): ParsedTemplate {
  let parsed = known.get(text);
  if (parsed === undefined) known.set(text, (parsed = parse(text)));
  return parsed;
}

/** By text, because it knows nothing of places: `{{ item }}` stands in many of them. */
const known = new Map<string, ParsedTemplate>();

function parse(text: string): ParsedTemplate {
  const jinja = findJinjaBlock(text);
  if (jinja) return { body: { nodes: [] }, problems: [jinja] };
  if (!text.includes('{{')) return { body: { nodes: [{ type: 'text', text }] }, problems: [] };
  const tooDeep = findTooDeep(text);
  if (tooDeep) return { body: { nodes: [] }, problems: [tooDeep] };
  const nul = text.indexOf('\0');
  if (nul !== -1) return { body: { nodes: [] }, problems: [binary(nul)] };
  try {
    // `SyntaxProgram` says what the parser really makes.
    return buildBody(text, parseHandlebars(text) as SyntaxProgram);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { body: { nodes: [] }, problems: [explainParseError(text, error.message)] };
  }
}

function binary(start: number): TextProblem {
  return { code: 'template-syntax', message: 'a template cannot hold a NUL byte', range: { start, end: start + 1 } };
}
