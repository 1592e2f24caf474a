import { setTimeout as delay } from 'node:timers/promises';
import type { State } from '../audit/kill-one/outcome.ts';
import type { Measured } from './measured.ts';
import type { Probes, WriteProbe } from './probes.ts';
import type { Answer } from './watch-requests.ts';

/**
 * Has a host lost while clients ask and write, measures what is left, and brings the host back.
 * @param takeAway gives what brings it back
 * @throws Error when clients are not served to begin with
 */
export async function loseHost(
  host: string,
  { requests, writes, alerts }: Probes,
  takeAway: () => Promise<() => Promise<void>>,
): Promise<Measured> {
  await until(
    () => (writes?.acknowledged.length ?? few) >= few && (requests?.answers.filter(isGood).length ?? few) >= few,
    60,
  );
  const begun = performance.now();
  const lostAt = Date.now();
  const giveBack = await takeAway();
  const told = alerts?.told(host, lostAt);
  // In which others take over by themselves, or never.
  await delay(15_000);
  const wrote = writes && (await stateOf(writes));
  const alert = await told;
  await Promise.all([writes?.stop(), requests?.stop()]);
  const kept = wrote === undefined || wrote.state === 'lost' ? undefined : await writes?.kept();
  const acknowledged = writes?.acknowledged ?? [];
  const missing = kept === undefined ? 0 : acknowledged.filter(({ id }) => !kept.has(String(id))).length;
  await giveBack();
  return {
    host,
    requests: requests && requestsOf(requests.answers.filter(({ at }) => at > begun + 10_000)),
    writes: wrote?.state,
    // Nobody can be asked: what the others have is not seen.
    data: writes && (kept === undefined ? 'unknown' : missing === 0 ? 'kept' : 'lost'),
    alerts: alert?.state,
    seconds: {
      requests: requests && lastFailure(requests.answers, begun),
      writes: writes && longestGap(acknowledged, begun) / 1000,
      alerts: alert?.seconds,
    },
    acknowledged: acknowledged.length,
    missing,
    said: wrote?.said ?? '',
  };
}

/** Enough to say that it goes on. */
const few = 20;

function isGood({ good }: Answer): boolean {
  return good;
}

function requestsOf(answers: readonly Answer[]): State {
  if (answers.length === 0) throw new Error('nobody asked');
  if (answers.every(isGood)) return 'kept';
  return answers.some(isGood) ? 'partly' : 'lost';
}

function lastFailure(answers: readonly Answer[], begun: number): number {
  const failed = answers.filter(({ at, good }) => !good && at >= begun).map(({ at }) => at - begun);
  return Math.max(0, ...failed) / 1000;
}

/** Milliseconds. */
function longestGap(acknowledged: WriteProbe['acknowledged'], since: number): number {
  const times = [since, ...acknowledged.map(({ at }) => at).filter((at) => at > since), performance.now()];
  return Math.max(...times.slice(1).map((at, index) => at - (times[index] ?? at)));
}

/** Whoever is refused because the machine had no time for an answer asks again, as anybody would. */
async function stateOf(writes: WriteProbe): Promise<{ readonly state: State; readonly said: string }> {
  if (await goesOn(writes)) return { state: 'kept', said: '' };
  const said: string[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    said.push(await writes.failover());
    if (await goesOn(writes)) return { state: 'by command', said: said.join('\n') };
  }
  return { state: 'lost', said: said.join('\n') };
}

async function goesOn({ acknowledged }: WriteProbe): Promise<boolean> {
  const before = acknowledged.length;
  return await until(() => acknowledged.length >= before + few, 20).then(
    () => true,
    () => false,
  );
}

async function until(holds: () => boolean, seconds: number): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`clients are not served: nothing within ${seconds} s`);
    await delay(100);
  }
}
