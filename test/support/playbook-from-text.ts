import type { DefinitionFinder } from '../../src/definition.ts';
import { renderDiagnostics } from '../../src/diagnostics/render.ts';
import type { Playbook } from '../../src/playbook/model.ts';
import { readPlaybook } from '../../src/playbook/read.ts';

/** A playbook that is given as text and names no other file. @throws Error with what is wrong with it */
export function playbookFromText(text: string, finder: DefinitionFinder): Playbook {
  const { playbook, diagnostics } = readPlaybook('/play/site.yml', {
    readText: (path) => (path === '/play/site.yml' ? text : undefined),
    isDirectory: () => false,
    list: () => [],
    show: (path) => path.slice('/play/'.length),
    find: (name) => finder.find(name),
    kinds: finder.names,
    rolePaths: [],
  });
  if (diagnostics.length > 0) throw new Error(renderDiagnostics(diagnostics, { color: false }));
  return playbook;
}
