import type { Span } from '../../diagnostics/span.ts';
import type { VariableLayer } from '../../inventory/model.ts';
import type { Located } from '../../language/located.ts';
import type { Task } from '../model.ts';

/** A file that a template or condition looks up, and the value that does. */
export interface LookedUpFile {
  readonly name: string;
  readonly span: Span;
}

/**
 * The files that a task's texts look up by names that are written out: enough to open encrypted ones before the run,
 * and nothing else may depend on it. `templates` are the texts of the template files that it names.
 */
export function lookedUpByTask(task: Task, templates: readonly string[]): readonly LookedUpFile[] {
  const values = [task.args, ...valuesOf([...task.defaults, ...task.layers])];
  const { loop, when, changedWhen = [], failedWhen = [] } = task;
  const over =
    loop === undefined
      ? []
      : 'root' in loop.over
        ? [{ text: loop.over.text, span: loop.over.span }]
        : textsIn(loop.over);
  return [
    ...values.flatMap(textsIn),
    ...over,
    ...[...when, ...changedWhen, ...failedWhen].map(({ text, span }) => ({ text, span })),
    ...templates.map((text) => ({ text, span: task.span })),
  ].flatMap(({ text, span }) => namesIn(text).map((name) => ({ name, span })));
}

/** The same for the variables of hosts and of a play, which any of its tasks may use. */
export function lookedUpByVariables(layers: Iterable<VariableLayer>): readonly LookedUpFile[] {
  return valuesOf(new Set(layers))
    .flatMap(textsIn)
    .flatMap(({ text, span }) => namesIn(text).map((name) => ({ name, span })));
}

function valuesOf(layers: Iterable<VariableLayer>): readonly Located[] {
  return [...layers].flatMap((layer) => [...layer.variables.values()]);
}

function namesIn(text: string): readonly string[] {
  return Array.from(text.matchAll(call), (found) => found.groups?.['name'] ?? '');
}

/** `{{file "name"}}`, `{{lookup "file" "name"}}`, `lookup('file', 'name')` */
const call = /(?:\bfile\s+|\blookup\s*\(?\s*["'](?:ansible\.builtin\.)?file["']\s*,?\s*)["'](?<name>[^"']+)["']/g;

function textsIn(value: Located): readonly { readonly text: string; readonly span: Span }[] {
  switch (value.type) {
    case 'scalar':
      return typeof value.value === 'string' && value.value.includes('file')
        ? [{ text: value.value, span: value.span }]
        : [];
    case 'list':
      return value.items.flatMap(textsIn);
    case 'map':
      return value.entries.flatMap((entry) => textsIn(entry.value));
  }
}
