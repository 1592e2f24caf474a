import type { Source } from '../diagnostics/span.ts';
import type { FindPartial } from '../language/template/link.ts';
import { assetPlaces } from './asset-path.ts';
import type { Task } from './model.ts';

/**
 * Finds `{{> name}}` for the templates of a task: `name.hbs`, or `name`, where the task's own templates are searched.
 * Tasks that search the same places get the same finder, because a template is parsed once for each.
 */
export function partialSources(
  directories: { readonly playbook: string; readonly project: string },
  read: (path: string) => Source | undefined,
): (task: Pick<Task, 'role' | 'directory'>) => FindPartial {
  const known = new Map<string, FindPartial>();
  return (task) => {
    const key = assetPlaces(task, 'templates', '', directories).join('\0');
    const find: FindPartial = known.get(key) ?? ((name) => findSource(task, name));
    known.set(key, find);
    return find;
  };

  function findSource(task: Pick<Task, 'role' | 'directory'>, name: string): Source | undefined {
    for (const file of [`${name}.hbs`, name]) {
      for (const place of assetPlaces(task, 'templates', file, directories)) {
        const source = read(place);
        if (source !== undefined) return source;
      }
    }
    return undefined;
  }
}
