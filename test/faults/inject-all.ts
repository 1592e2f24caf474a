import type { ControllerEnd } from './controller.ts';
import type { FaultLab } from './fault-lab.ts';
import { planInjections } from './injection.ts';
import { judge } from './judge.ts';
import { openPlace } from './place.ts';
import type { FaultOptions } from './options.ts';
import type { Result } from './table.ts';

/**
 * Records a run that nobody disturbs, then disturbs as many as were asked for, at several hosts at a time.
 * @param stop nothing new is begun after it
 */
export async function injectAll(
  directory: string,
  lab: FaultLab,
  { count, seed, hosts }: Pick<FaultOptions, 'count' | 'seed' | 'hosts'>,
  say: (message: string) => void,
  stop: AbortSignal,
): Promise<readonly Result[]> {
  const places = await Promise.all(Array.from({ length: hosts }, async (_, index) => openPlace(directory, lab, index)));
  try {
    const [place] = places;
    if (place === undefined) throw new Error('there must be a host');
    const { end, recording, state } = await place.record();
    if (end.code !== 0)
      throw new Error(`the undisturbed run ended with ${String(end.code)}: ${failuresOf(end)}${end.stderr}`);
    const plan = planInjections(recording, seed, count);
    say(`an undisturbed run takes ${end.seconds.toFixed(1)} s; ${plan.length} injections, seed ${seed}`);
    const left = [...plan];
    const results: Result[] = [];
    const work = async (at: typeof place): Promise<void> => {
      for (let next = left.shift(); next !== undefined && !stop.aborted; next = left.shift()) {
        const disturbed = await at.disturb(next);
        const result = { injection: next, struck: disturbed.struck, ...judge(next, disturbed, state) };
        results.push(result);
        const { fault, moment, at: when } = next;
        say(
          `${results.length}/${plan.length} ${fault} ${moment} ${when} (${Math.round(disturbed.first.seconds + disturbed.second.seconds)} s)${result.struck ? '' : ' (never came)'}: ${result.wrong.length === 0 ? 'ok' : result.wrong.join('\n    ')}`,
        );
      }
    };
    await Promise.all(places.map(work));
    return results;
  } finally {
    for (const each of places) each.close();
  }
}

function failuresOf({ events }: ControllerEnd): string {
  const failures = events.flatMap((event) =>
    event.type === 'task.finished' && event.outcome.status === 'failed'
      ? [`${event.task.name}: ${JSON.stringify(event.outcome.failure)}\n`]
      : [],
  );
  return failures.join('');
}
