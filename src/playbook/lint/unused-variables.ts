import { problem } from '../../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/span.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import type { VariableLayer } from '../../inventory/model.ts';
import { entryOf } from '../../language/located.ts';
import type { Located } from '../../language/located.ts';
import { assetsIn, holdsAssets } from '../assets-in.ts';
import type { Task } from '../model.ts';
import type { VariableCheck } from '../variables/check-variables.ts';
import { placesOf } from '../variables/places.ts';
import { usesIn } from '../variables/uses-in.ts';

/**
 * Variables of plays, roles, blocks, tasks and their files that nothing refers to. Nothing is said where that cannot be
 * told: a template whose name is rendered may use any, and `hostvars` any of another host.
 */
export function unusedVariables(check: VariableCheck): readonly Diagnostic[] {
  const { playbook, inventory, extra, sources, templateOf } = check;
  const tasksOfPlays = playbook.plays.map((play) => ({ play, tasks: [...play.tasks, ...play.handlers] }));
  const tasks = tasksOfPlays.flatMap((each) => each.tasks);
  const own = new Set([
    ...playbook.plays.flatMap((play) => play.layers),
    ...tasks.flatMap((task) => [...task.defaults, ...task.layers]),
  ]);
  const others = [...[...inventory.hosts.values()].flatMap((host) => host.layers), ...(extra ? [extra] : [])];
  const used = new Set(
    [
      ...tasksOfPlays.flatMap(({ play, tasks: each }) =>
        each.flatMap((task) => placesOf(play, task, sources, templateOf).flatMap((place) => place.uses)),
      ),
      ...[...new Set([...own, ...others])].flatMap(usesOfLayer),
      ...tasks.flatMap((task) =>
        task.notify.flatMap(({ name, span }) => usesIn({ type: 'scalar', value: name, span })),
      ),
    ].map((use) => use.name),
  );
  if (used.has('hostvars') || tasks.some((task) => usesAnyTemplate(task, check))) return [];
  return [...own].flatMap((layer) =>
    [...layer.variables]
      .filter(([name]) => !used.has(name) && !name.startsWith('ansible_'))
      .map(([name, value]) => unused(name, value, used)),
  );
}

function usesOfLayer(layer: VariableLayer): ReturnType<typeof usesIn> {
  return layer.literal === true ? [] : [...layer.variables.values()].flatMap(usesIn);
}

function usesAnyTemplate(task: Task, { sources }: VariableCheck): boolean {
  const properties = Object.entries(sources.find(task.kind)?.schema.properties ?? {});
  return properties.some(([name, property]) => {
    const value = entryOf(task.args, name)?.value;
    if (value?.type === 'scalar') return holdsAssets(property, 'template') && String(value.value).includes('{{');
    return assetsIn(property, value).some((asset) => asset.kind === 'template' && asset.name.includes('{{'));
  });
}

function unused(name: string, value: Located, used: ReadonlySet<string>): Diagnostic {
  const hint = didYouMean(name, used);
  return {
    ...problem('unused-variable', `nothing uses "${name}"`, nameSpan(name, value.span), { hint }),
    severity: 'warning',
  };
}

/** Layers keep the places of values; the name stands in front. */
function nameSpan(name: string, value: Span): Span {
  const start = value.source.text.lastIndexOf(name, value.start);
  return start === -1 || value.start - start > 200 ? value : { source: value.source, start, end: start + name.length };
}
