import type { Play, Playbook, Task } from './model.ts';
import { withoutRepeats } from './role-repeats.ts';

export interface TagChoice {
  /** Empty means all. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

/**
 * The tasks of a play that are left by `--tags` and `--skip-tags`, with Ansible's special tags: `always` runs unless it
 * is skipped by name, `never` runs only when one of the task's tags is asked for; `all`, `tagged`, `untagged` choose by kind.
 */
export function chooseTasks(play: Play, choice: TagChoice): readonly Task[] {
  return withoutRepeats(play.tasks.filter((task) => isChosen(task.tags, choice)));
}

/** Tags that the playbook has, for checking and for `--list-tags`. */
export function allTags(playbook: Playbook): ReadonlySet<string> {
  return new Set(playbook.plays.flatMap((play) => play.tasks.flatMap((task) => task.tags)));
}

export const specialTags: readonly string[] = ['all', 'tagged', 'untagged', 'always', 'never'];

function isChosen(tags: readonly string[], { only, skip }: TagChoice): boolean {
  const named = (names: readonly string[]): boolean =>
    tags.some((tag) => names.includes(tag)) ||
    (names.includes('tagged') && tags.length > 0) ||
    (names.includes('untagged') && tags.length === 0);
  if (skip.includes('all') ? !tags.includes('always') : named(skip)) return false;
  if (tags.includes('never') && !tags.some((tag) => tag !== 'always' && only.includes(tag))) return false;
  return only.length === 0 || only.includes('all') || tags.includes('always') || named(only);
}
