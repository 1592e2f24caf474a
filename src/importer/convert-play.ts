import { isMap } from 'yaml';
import type { Node, YAMLMap } from 'yaml';
import { importPlaybookKeywords, playKeywords } from '../playbook/keywords.ts';
import { convertTasks } from './convert-task.ts';
import { convertValues } from './convert-values.ts';
import type { Importing } from './importing.ts';
import { moduleName } from './module-name.ts';
import { commentOn, entriesOf, itemsOfNode, renameKey } from './yaml-text.ts';

/** Converts the plays of a playbook in place. */
export function convertPlays(importing: Importing, list: unknown): void {
  for (const item of itemsOfNode(list)) if (isMap(item)) convertPlay(importing, item);
}

function convertPlay(importing: Importing, play: YAMLMap): void {
  const reasons = entriesOf(play).flatMap(([key, value]) => {
    const name = moduleName(key);
    if (name === 'import_playbook') {
      renameKey(play, key, name);
      return [];
    }
    if (/^(pre_|post_)?tasks$/.test(key)) convertTasks(importing, value, 'tasks');
    else if (key === 'handlers') convertTasks(importing, value, 'handlers');
    else if (Object.hasOwn(playKeywords, key) || Object.hasOwn(importPlaybookKeywords, key))
      convertValues(importing, value as Node);
    else return [`the keyword ${key} of a play`];
    return [];
  });
  if (reasons.length === 0) return;
  importing.coverage.marked('tasks', importing.file, reasons);
  commentOn(play, `NOT CONVERTED: ${reasons.join('; ')}`);
}
