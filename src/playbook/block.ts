import { entryOf } from '../language/located.ts';
import type { LocatedMap } from '../language/located.ts';
import { checkKeywords } from './fields.ts';
import { blockKeywords } from './keywords.ts';
import type { BlockPart, Surroundings, Task } from './model.ts';
import { report } from './reading.ts';
import type { Reading } from './reading.ts';
import { inner } from './surroundings.ts';

/** `block` with a list holds tasks; with a map it is the resource that keeps a block of text in a file. */
export function isBlock(item: LocatedMap): boolean {
  const value = entryOf(item, 'block')?.value;
  if (value !== undefined) return value.type !== 'map';
  return entryOf(item, 'rescue') !== undefined || entryOf(item, 'always') !== undefined;
}

/** The tasks of a block: those of `block`, then `rescue`, then `always`, each of which knows the section that it is in. */
export function readBlock(
  reading: Reading,
  map: LocatedMap,
  around: Surroundings,
  place: 'tasks' | 'handlers',
): readonly Task[] {
  if (!checkKeywords(reading, map, blockKeywords, 'a block', ['block'])) return [];
  const inside = inner(reading, map, around);
  const catching = map.entries.filter(({ key }) => key === 'rescue' || key === 'always');
  const [first] = catching;
  if (first === undefined) return reading.readTasks(entryOf(map, 'block')?.value, inside, place);
  if (place === 'handlers') {
    const hint = 'each handler runs by itself; let it notify or import what belongs together';
    report(reading, 'unknown-key', `there is no \`${first.key}\` among handlers`, first.keySpan, hint);
    return [];
  }
  const block = reading.nextBlock++;
  return (['block', 'rescue', 'always'] as const).flatMap((section: BlockPart['section']) => {
    const parts = [...inside.parts, { block, section }];
    return reading.readTasks(entryOf(map, section)?.value, { ...inside, parts }, place);
  });
}
