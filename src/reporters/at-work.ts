import type { Running } from './activity.ts';
import { elapsed } from './amount.ts';

/**
 * Where a running task's time goes: what it said last, or, when it has been silent for some seconds, what runs on the host
 * and since when. Empty when there is nothing to add to the task's name and time.
 */
export function atWork({ step, said, what, since }: Running, now: number): string {
  const isSilent = now - (said?.at ?? step?.since ?? since) >= silenceMs;
  if (!isSilent) return said?.text ?? '';
  // One step that began with its task needs no clock of its own.
  const own = step !== undefined && step.since - since >= 1000 ? ` for ${elapsed(now - step.since)}` : '';
  const isNamed = step === undefined || (own === '' && what.endsWith(step.title));
  return [
    ...(isNamed ? [] : [`${step.title}${own}`]),
    ...(said === undefined ? [] : [`silent for ${elapsed(now - said.at)}: ${said.text}`]),
  ].join(', ');
}

const silenceMs = 4000;
