import { basename, dirname } from 'node:path';
import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { usedAt } from '../diagnostics/used-at.ts';
import { entryOf } from '../language/located.ts';
import { compileTemplate } from '../language/template.ts';
import { assetPlaces } from './asset-path.ts';
import { assetsIn } from './assets-in.ts';
import type { AssetName } from './assets-in.ts';
import { handlerNames, handlersNamed } from './handlers.ts';
import type { Play, Task } from './model.ts';
import type { PlaybookSources } from './reading.ts';
import { templateSources } from './template-sources.ts';
import type { TemplateSource } from './template-sources.ts';

/** Names that point elsewhere: handlers that do not exist, templates and files that are missing or broken. */
export function checkReferences(
  plays: readonly Play[],
  sources: PlaybookSources,
  playbookDirectory: string,
): readonly Diagnostic[] {
  const templateOf = templateSources(sources, playbookDirectory);
  return plays.flatMap((play) =>
    [...play.tasks, ...play.handlers].flatMap((task) => [
      ...checkNotify(play, task),
      ...checkAssets(task, { sources, playbookDirectory, templateOf }),
    ]),
  );
}

function checkNotify(play: Play, task: Task): readonly Diagnostic[] {
  return task.notify
    .filter(({ name }) => !name.includes('{{') && handlersNamed(play, task, name).length === 0)
    .map(({ name, span }) => {
      const known = handlerNames(play);
      const hint =
        didYouMean(name, known) ?? (known.length === 0 ? 'this play has no handlers' : `handlers: ${known.join(', ')}`);
      return problem('unknown-handler', `there is no handler "${name}"`, span, { hint });
    });
}

interface Work {
  readonly sources: PlaybookSources;
  readonly playbookDirectory: string;
  readonly templateOf: (task: Task, name: string) => TemplateSource | undefined;
}

function checkAssets(task: Task, work: Work): readonly Diagnostic[] {
  const properties = work.sources.find(task.kind)?.schema.properties ?? {};
  return Object.entries(properties).flatMap(([name, property]) => {
    const unless = property.assetUnless === undefined ? undefined : entryOf(task.args, property.assetUnless)?.value;
    if (unless?.type === 'scalar' && unless.value !== false) return [];
    return assetsIn(property, entryOf(task.args, name)?.value)
      .filter((asset) => !asset.name.includes('{{'))
      .flatMap((asset) => checkAsset(task, asset, work));
  });
}

function checkAsset(
  task: Task,
  { kind, value, name }: AssetName,
  { sources, playbookDirectory, templateOf }: Work,
): readonly Diagnostic[] {
  const directories = { playbook: playbookDirectory, project: dirname(playbookDirectory) };
  const places = assetPlaces(task, kind === 'template' ? 'templates' : 'files', name, directories);
  // Not by reading: a file that is copied may have gigabytes.
  const isThere = (place: string): boolean =>
    sources.isDirectory(place) || sources.list(dirname(place)).includes(basename(place));
  const path = places.find(isThere);
  if (path === undefined) {
    const siblings = places.flatMap((place) => sources.list(dirname(place)));
    const hint = didYouMean(name, siblings) ?? `searched: ${places.map((place) => sources.show(place)).join(', ')}`;
    return [
      problem('template-missing', `there is no ${kind === 'template' ? kind : 'file'} "${name}"`, value.span, { hint }),
    ];
  }
  if (kind !== 'template') return [];
  try {
    const source = templateOf(task, name);
    if (source) compileTemplate(source.text, source, source.findPartial);
    return [];
  } catch (error) {
    if (error instanceof InputError) return usedAt(error.diagnostics, value.span, 'the template is named here');
    throw error;
  }
}
