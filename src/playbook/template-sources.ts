import { dirname } from 'node:path';
import type { Source } from '../diagnostics/span.ts';
import type { FindPartial } from '../language/template/link.ts';
import { assetPlaces } from './asset-path.ts';
import type { Task } from './model.ts';
import { partialSources } from './partial-sources.ts';
import type { PlaybookSources } from './reading.ts';

/** The text of a template file, and how the partials that it names are found. */
export interface TemplateSource extends Source {
  readonly findPartial: FindPartial;
}

/** Finds the template file that a task means by a name. The same file gives the same source, so that it is parsed once. */
export function templateSources(
  sources: Pick<PlaybookSources, 'readText' | 'show'>,
  playbookDirectory: string,
): (task: Task, name: string) => TemplateSource | undefined {
  const directories = { playbook: playbookDirectory, project: dirname(playbookDirectory) };
  const texts = new Map<string, Source | undefined>();
  const read = (path: string): Source | undefined => {
    if (!texts.has(path)) {
      const text = sources.readText(path);
      texts.set(path, text === undefined ? undefined : { name: sources.show(path), text });
    }
    return texts.get(path);
  };
  const partials = partialSources(directories, read);
  const known = new Map<Source, TemplateSource[]>();
  return (task, name) => {
    const source = assetPlaces(task, 'templates', name, directories)
      .map(read)
      .find((each) => each !== undefined);
    if (source === undefined) return undefined;
    const findPartial = partials(task);
    const same = known.get(source) ?? [];
    const found = same.find((each) => each.findPartial === findPartial) ?? { ...source, findPartial };
    known.set(source, same.includes(found) ? same : [...same, found]);
    return found;
  };
}
