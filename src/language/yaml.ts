import { Composer, Parser } from 'yaml';
import type { YAMLError } from 'yaml';
import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Source } from '../diagnostics/span.ts';
import type { Located } from './located.ts';
import { isNestedTooDeep } from './yaml/nesting.ts';
import { NodeReader } from './yaml/node-reader.ts';
import type { YamlOptions } from './yaml/options.ts';
import { syntaxProblem } from './yaml/syntax-problem.ts';

export interface YamlResult {
  /** Nothing for an empty file, and for one with syntax errors. */
  readonly value: Located | undefined;
  /** All problems, in the order of the file. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads one YAML 1.2 document with merge keys, anchors and aliases. Never throws for what the text holds. */
export function readYaml(source: Source, options: YamlOptions = { ambiguous: 'error' }): YamlResult {
  const tokens = [...new Parser().parse(source.text)];
  if (isNestedTooDeep(tokens)) {
    const span = { source, start: 0, end: 1 };
    return { value: undefined, diagnostics: [problem('yaml-syntax', 'lists and maps are nested too deep', span)] };
  }
  const composer = new Composer({ version: '1.2', merge: false, uniqueKeys: false });
  const [document, second] = [...composer.compose(tokens, true, source.text.length)];
  const reader = new NodeReader(source, options);
  const value = document?.contents ? reader.readDocument(document.contents) : undefined;
  const syntax = onePerLine(source, document?.errors ?? []).map((error) => syntaxProblem(source, error));
  if (second) syntax.push(severalDocuments(source, second.range[0]));
  const diagnostics = withoutEchoes([...syntax, ...reader.diagnostics]);
  return { value: diagnostics.some((each) => each.code === 'yaml-syntax') ? undefined : value, diagnostics };
}

function severalDocuments(source: Source, start: number): Diagnostic {
  const span = { source, start, end: start + 1 };
  return problem('yaml-syntax', 'a file can hold only one YAML document', span, {
    hint: 'put the second document into a file of its own',
  });
}

/** After the first error in a line the parser is out of step, and what it says about the rest misleads. */
function onePerLine(source: Source, errors: readonly YAMLError[]): readonly YAMLError[] {
  const lines = new Set<number>();
  return errors.filter((error) => {
    const line = source.text.lastIndexOf('\n', error.pos[0] - 1);
    return !lines.has(line) && lines.add(line);
  });
}

/** A template without quotes makes the parser stumble over the rest of its line, too: one message is enough. */
function withoutEchoes(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const templates = diagnostics.filter((each) => each.code === 'yaml-template');
  return diagnostics
    .filter((each) => each.code !== 'yaml-syntax' || !templates.some((template) => touches(each, template)))
    .toSorted((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
}

function touches(each: Diagnostic, template: Diagnostic): boolean {
  if (!each.span || !template.span) return false;
  return each.span.start >= template.span.start && each.span.start <= template.span.end;
}
