import type { BlockPart, Task } from '../playbook/model.ts';

/** Where a host stands in a list of tasks: at which task, and on the way out of which failed blocks. */
export interface Place {
  readonly task: number;
  /** Blocks whose `always` is being done although they have failed; innermost last. */
  readonly failing: readonly number[];
}

/** `failed`: no block around catches the failure. */
export type NextPlace = Place | 'failed';

/**
 * Which task comes next on a host: the way through a flat list of tasks that carry the blocks around them. Pure, so that a
 * window can follow the same way ahead of time.
 */
export interface BlockFlow {
  readonly tasks: readonly Task[];
  /** The first place; behind the last task when there is none. */
  readonly start: Place;
  /** After a task that did not fail, or whose failure is ignored. */
  after(place: Place): NextPlace;
  /** After a task that failed. */
  afterFailure(place: Place): NextPlace;
  /** Whether a `rescue` catches the failure of the task at this place. */
  rescues(place: Place): boolean;
  /** The tasks of rescues that are passed by when the task at this place does not fail. */
  passedBy(place: Place): readonly Task[];
  /** How many tasks lie behind this place when nothing fails any more. */
  left(place: Place): number;
}

export function blockFlow(tasks: readonly Task[]): BlockFlow {
  const none: readonly BlockPart[] = [];
  const partsOf = (task: number): readonly BlockPart[] => tasks[task]?.parts ?? none;

  /** The next task that is in no rescue but those that this one is in, too. */
  const nextFrom = (task: number): number => {
    const around = partsOf(task);
    let next = task + 1;
    while (partsOf(next).some((part) => part.section === 'rescue' && !around.some((each) => same(each, part))))
      next += 1;
    return next;
  };

  /** The first task of a section, on the way on which nothing in it fails. */
  const firstOf = (wanted: BlockPart): number | undefined => {
    const index = tasks.findIndex(({ parts }) => {
      const depth = parts.findIndex((part) => same(part, wanted));
      return depth >= 0 && parts.slice(depth + 1).every((part) => part.section !== 'rescue');
    });
    return index < 0 ? undefined : index;
  };

  /** Carries a failure out of the parts around it, innermost first. */
  const carryOut = (parts: readonly BlockPart[], failing: readonly number[]): NextPlace => {
    let left = failing;
    for (const { block, section } of parts.toReversed()) {
      left = left.filter((each) => each !== block);
      const rescue = section === 'block' ? firstOf({ block, section: 'rescue' }) : undefined;
      if (rescue !== undefined) return { task: rescue, failing: left };
      const always = section === 'always' ? undefined : firstOf({ block, section: 'always' });
      if (always !== undefined) return { task: always, failing: [...left, block] };
    }
    return 'failed';
  };

  return {
    tasks,
    start: { task: nextFrom(-1), failing: [] },
    after: ({ task, failing }) => {
      const next = nextFrom(task);
      const parts = partsOf(task);
      const isLeft = (part: BlockPart): boolean => !partsOf(next).some((each) => same(each, part));
      const depth = parts.findLastIndex(
        (part) => part.section === 'always' && failing.includes(part.block) && isLeft(part),
      );
      return depth < 0 ? { task: next, failing } : carryOut(parts.slice(0, depth + 1), failing);
    },
    afterFailure: ({ task, failing }) => carryOut(partsOf(task), failing),
    rescues: ({ task }) =>
      partsOf(task).some(
        ({ block, section }) => section === 'block' && firstOf({ block, section: 'rescue' }) !== undefined,
      ),
    passedBy: ({ task }) => tasks.slice(task + 1, nextFrom(task)),
    left: ({ task }) => {
      let count = 0;
      for (let next = nextFrom(task); next < tasks.length; next = nextFrom(next)) count += 1;
      return count;
    },
  };
}

function same(a: BlockPart, b: BlockPart): boolean {
  return a.block === b.block && a.section === b.section;
}
