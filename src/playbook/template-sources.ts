import { dirname } from 'node:path';
import type { Source } from '../diagnostics/span.ts';
import { assetPlaces } from './asset-path.ts';
import type { Task } from './model.ts';
import type { PlaybookSources } from './reading.ts';

/** Finds the template file that a task means by a name. The same file gives the same source, so that it is parsed once. */
export function templateSources(
  sources: PlaybookSources,
  playbookDirectory: string,
): (task: Task, name: string) => Source | undefined {
  const directories = { playbook: playbookDirectory, project: dirname(playbookDirectory) };
  const known = new Map<string, Source | undefined>();
  const read = (path: string): Source | undefined => {
    if (!known.has(path)) {
      const text = sources.readText(path);
      known.set(path, text === undefined ? undefined : { name: sources.show(path), text });
    }
    return known.get(path);
  };
  return (task, name) => {
    for (const place of assetPlaces(task, 'templates', name, directories)) {
      const source = read(place);
      if (source !== undefined) return source;
    }
    return undefined;
  };
}
