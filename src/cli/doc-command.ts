import { join } from 'node:path';
import type { DefinitionFinder } from '../definition.ts';
import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { describeRole } from '../playbook/describe-role.ts';
import type { PlaybookSources } from '../playbook/reading.ts';
import { definitionPage } from './definition-page.ts';
import { docError } from './doc-error.ts';
import { docLanguage } from './doc-language.ts';
import { exitCodes } from './exit-code.ts';
import { playbookSources } from './load-playbook.ts';
import { rolePage } from './role-page.ts';
import type { Tools } from './tools.ts';

/** Shows the page of a resource, action or role, or a list of all; `error CODE`, `helper NAME` and `filter NAME` are about those. */
export async function docCommand(tools: Tools, name: string | undefined, entry: string | undefined): Promise<number> {
  if (name === 'error') return docError(tools, entry);
  if (name === 'helper' || name === 'filter') {
    tools.terminal.out(docLanguage(name, entry));
    return exitCodes.converged;
  }
  if (entry !== undefined) throw new InputError([problem('usage', `"${entry}" is one name too many`, undefined)]);
  const definitions = await tools.definitions();
  if (name === undefined) {
    const kinds = definitions.all.toSorted((a, b) => (a.kind < b.kind ? -1 : 1));
    const width = Math.max(...kinds.map((each) => each.kind.length));
    tools.terminal.out(kinds.map((each) => `${each.kind.padEnd(width)}  ${each.schema.summary}\n`).join(''));
    tools.terminal.out(listOfRoles(playbookSources(tools, definitions)));
    return exitCodes.converged;
  }
  const definition = definitions.find(name);
  tools.terminal.out(definition === undefined ? roleOrNothing(tools, name, definitions) : definitionPage(definition));
  return exitCodes.converged;
}

function listOfRoles(sources: PlaybookSources): string {
  const found = new Map<string, string>();
  for (const place of sources.rolePaths)
    for (const name of sources.list(place)) if (!found.has(name)) found.set(name, join(place, name));
  const lines = [...found].map(([name, path]) => `  ${name}  ${sources.show(path)}\n`);
  return lines.length === 0 ? '' : `\nRoles:\n${lines.toSorted().join('')}`;
}

function roleOrNothing(tools: Tools, name: string, definitions: DefinitionFinder): string {
  const sources = playbookSources(tools, definitions);
  const path = sources.rolePaths.map((place) => join(place, name)).find((each) => sources.isDirectory(each));
  if (path === undefined) {
    const known = [...definitions.names, ...sources.rolePaths.flatMap((place) => sources.list(place))];
    const hint = didYouMean(name, known) ?? '`rackwright doc` lists them all';
    const message = `there is no resource, action or role "${name}"`;
    throw new InputError([problem('unknown-kind', message, undefined, { hint })]);
  }
  const role = describeRole(name, path, sources);
  if (role.diagnostics.length > 0) throw new InputError(role.diagnostics);
  return rolePage(role, sources.show(path));
}
