import { entryOf } from '../language/located.ts';
import type { LocatedMap } from '../language/located.ts';
import { prepare } from '../language/render.ts';
import { flagOf, itemsOf, textOf } from './fields.ts';
import type { Prompt } from './model.ts';
import type { Reading } from './reading.ts';

/** What `vars_prompt` of a play asks for. */
export function readPrompts(reading: Reading, play: LocatedMap): readonly Prompt[] {
  return itemsOf(entryOf(play, 'vars_prompt')?.value).flatMap((item) => {
    const name = item.type === 'map' ? textOf(item, 'name') : undefined;
    if (item.type !== 'map' || name === undefined) return [];
    const fallback = entryOf(item, 'default')?.value;
    if (fallback !== undefined) reading.diagnostics.push(...prepare(fallback));
    const prompt = {
      name,
      question: textOf(item, 'prompt') ?? name,
      isPrivate: flagOf(item, 'private') ?? true,
      confirm: flagOf(item, 'confirm') ?? false,
      fallback,
      span: item.span,
    };
    return [prompt];
  });
}
