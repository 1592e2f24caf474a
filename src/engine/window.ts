import { PendingVariable } from '../language/scope.ts';
import { isApart } from './apart.ts';
import type { BlockFlow, NextPlace } from './block-flow.ts';
import type { HostContext } from './context.ts';
import { startEntry } from './entry.ts';
import type { Entry, Standing } from './entry.ts';
import type { Forecast } from './forecast.ts';
import { loopItems } from './loop-items.ts';

/**
 * Starts reading for the next `size` entries from a position on, on the way on which nothing fails, all in one turn of the event loop, so that what they
 * ask for travels together. Ends early where an entry depends on what is not known yet, and behind one that will touch
 * the host, for certain or by the forecast, since reading past it would be for nothing.
 *
 * @param names values that are on their way, besides those that only a run would know
 */
export function openWindow(
  context: HostContext,
  flow: BlockFlow,
  from: Standing,
  size: number,
  names: Iterable<string>,
  forecast: Forecast,
): readonly Entry[] {
  const pending = new Set([...names, ...context.unknown]);
  const entries: Entry[] = [];
  try {
    for (let place: NextPlace = from; place !== 'failed'; place = flow.after(place)) {
      const task = flow.tasks[place.task];
      if (task === undefined || isApart(task)) break;
      const first = place === from;
      const items = (first ? from.items : undefined) ?? loopItems(context, task, pending);
      for (const [item, each] of items.entries()) {
        if (first && item < from.item) continue;
        if (entries.length >= size) return entries;
        const { task: index, failing } = place;
        const entry = startEntry(context, task, { task: index, item, items, failing }, each, pending);
        entries.push(entry);
        const last = context.mode === 'run' && (runsForSure(entry) || forecast.touches(entry.position));
        forecast.learn(entry);
        if (last) return entries;
        for (const name of namesSetBy(entry)) pending.add(name);
        for (const name of othersSet(context)) pending.add(name);
      }
    }
  } catch (error) {
    if (!(error instanceof PendingVariable)) throw error;
  }
  return entries;
}

/** What other hosts set is the same for all only when their turns have come: in lock-step it is not read ahead. */
export function othersSet({ lockStep }: HostContext): readonly string[] {
  return lockStep === undefined ? [] : ['hostvars'];
}

/** Starts the entry at a position alone; nothing when it depends on what is not known yet. */
export function openAlone(context: HostContext, flow: BlockFlow, from: Standing): Entry | undefined {
  const task = flow.tasks[from.task];
  if (task === undefined) return undefined;
  try {
    const items = from.items ?? loopItems(context, task, context.unknown);
    const item = items[from.item];
    return item && startEntry(context, task, { ...from, items }, item, context.unknown);
  } catch (error) {
    if (error instanceof PendingVariable) return undefined;
    throw error;
  }
}

/** Names whose values this entry's turn will set. */
export function namesSetBy({ task, turn }: Entry): readonly string[] {
  const sets = turn.type === 'action' ? turn.bound.sets : [];
  return task.register === undefined ? sets : [...sets, task.register];
}

function runsForSure({ turn }: Entry): boolean {
  return turn.type === 'action' && turn.bound.where === 'host' && turn.guard === undefined;
}
