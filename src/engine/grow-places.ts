import { performance } from 'node:perf_hooks';
import type { Places } from './places.ts';

/**
 * Adds places while hosts wait for one and the controller has time to spare: then it is the hosts and the way to them that
 * take the time, and more of them may as well work side by side. A busy controller gets no more than it has.
 *
 * @param most places in all
 * @param busyness of the controller since the last call, 0 to 1
 * @returns what ends it
 */
export function growPlaces(
  places: Pick<Places, 'count' | 'waiting' | 'add'>,
  most: number,
  busyness: () => number = eventLoopBusyness(),
): () => void {
  const timer = setInterval(() => {
    if (busyness() > spareBelow || places.waiting === 0) return;
    places.add(Math.min(Math.ceil(places.count / 4), most - places.count, places.waiting));
  }, intervalMs);
  timer.unref();
  return () => clearInterval(timer);
}

const intervalMs = 250;
const spareBelow = 0.5;

function eventLoopBusyness(): () => number {
  let last = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    return utilization;
  };
}
