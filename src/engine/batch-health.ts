import type { Play, Task } from '../playbook/model.ts';
import type { RunMode } from '../reporter.ts';

/** A play's tasks apart: what is done on a batch, and what tells behind it whether the batch is healthy. */
export function withoutGates(
  play: Play,
  tasks: readonly Task[],
): { readonly work: readonly Task[]; readonly gates: readonly Task[] } {
  return { work: tasks.filter((task) => !play.gates.has(task)), gates: tasks.filter((task) => play.gates.has(task)) };
}

/**
 * Why no other batch is begun: one that has gates, or is rolled back, must be healthy as a whole; of any other a host must be left. A
 * plan goes on when there are gates: what they ask for may not be there yet.
 */
export function whyStop(
  play: Play,
  mode: RunMode,
  batch: readonly { readonly name: string; readonly state: string }[],
): string | undefined {
  const lost = batch.filter((host) => host.state !== 'ok').map((host) => host.name);
  if (lost.length === batch.length) return 'every host of a batch failed';
  const strict = mode === 'run' && (play.gates.size > 0 || play.onFailure === 'rollback');
  return strict && lost.length > 0 ? `the batch of ${lost.join(', ')} is not healthy` : undefined;
}
