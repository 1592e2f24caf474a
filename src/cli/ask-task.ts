import type { Wish } from '../engine/lock-step.ts';
import { namesOfTask } from '../playbook/start-at-task.ts';
import { showSpan } from '../diagnostics/span.ts';
import type { Task } from '../playbook/model.ts';
import type { Terminal } from './tools.ts';
import { UsageError } from './usage-error.ts';

/**
 * What `--step` asks before each task. No answer means no.
 * @throws UsageError where nobody can be asked
 */
export function askTask(terminal: Terminal): (task: Task) => Promise<Wish> {
  if (!terminal.attended) throw new UsageError('--step asks before each task, and there is no terminal');
  let settled: Wish | undefined;
  return async (task) => {
    if (settled !== undefined) return settled;
    const name = namesOfTask(task).at(-1) ?? task.kind;
    for (;;) {
      const answer = await terminal.ask(
        `Do "${name}" (${showSpan(task.span)})? [y]es, [N]o, [c]ontinue without asking, [q]uit: `,
      );
      switch (answer.trim().toLowerCase().slice(0, 1)) {
        case 'y':
          return 'do';
        case 'n':
        case '':
          return 'pass';
        case 'c':
          return (settled = 'do');
        case 'q':
          return (settled = 'stop');
      }
    }
  };
}
