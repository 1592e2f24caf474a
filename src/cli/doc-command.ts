import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { definitionPage } from './definition-page.ts';
import { docLanguage } from './doc-language.ts';
import { exitCodes } from './exit-code.ts';
import type { Tools } from './tools.ts';

/** Shows the page of a resource or action, or a list of all; `helper NAME` and `filter NAME` are about the language. */
export async function docCommand(tools: Tools, name: string | undefined, entry: string | undefined): Promise<number> {
  if (name === 'helper' || name === 'filter') {
    tools.terminal.out(docLanguage(name, entry));
    return exitCodes.converged;
  }
  const definitions = await tools.definitions();
  if (name === undefined) {
    const kinds = definitions.all.toSorted((a, b) => (a.kind < b.kind ? -1 : 1));
    const width = Math.max(...kinds.map((each) => each.kind.length));
    tools.terminal.out(kinds.map((each) => `${each.kind.padEnd(width)}  ${each.schema.summary}\n`).join(''));
    return exitCodes.converged;
  }
  const definition = definitions.find(name);
  if (definition === undefined) {
    const hint = didYouMean(name, definitions.names) ?? '`rackwright doc` lists them all';
    throw new InputError([problem('unknown-kind', `there is no resource or action "${name}"`, undefined, { hint })]);
  }
  tools.terminal.out(definitionPage(definition));
  return exitCodes.converged;
}
