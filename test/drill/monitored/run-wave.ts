import { setTimeout as delay } from 'node:timers/promises';
import { labMachine } from '../../support/lab-machine.ts';
import type { Site } from '../../support/site.ts';
import { labelled } from './labelled.ts';
import type { Post, Receiver } from './receiver.ts';
import type { Trouble } from './trouble.ts';
import { whatIsNew } from './what-is-new.ts';

/** What became of an alert of a trouble. */
export interface Told {
  readonly trouble: string;
  readonly alert: string;
  /** Seconds until it was posted; nothing when it never was. */
  readonly seconds: number | undefined;
  /** Seconds that are stated for it. */
  readonly stated: number;
  /** How often it was posted as firing. */
  readonly times: number;
  /** Posts with it as firing, after the first, that say nothing new of anything, or of it that it fires anew: seconds after it was broken, and all that they say. */
  readonly repeated: readonly string[];
  /** Seconds from mending until it was told to be over. */
  readonly resolved: number | undefined;
}

export interface WaveEnd {
  readonly told: readonly Told[];
  /** What was posted besides: `ProbeFailed web1`. */
  readonly besides: readonly string[];
  /** How many posts there are now. */
  readonly seen: number;
}

/**
 * Makes the troubles of a wave, waits for their alerts, mends them, and waits until all is told to be over.
 * @param stated seconds within which an alert must arrive, by its name
 * @param first how many posts were there when the wave before had ended: what came since then is nothing that anybody expected
 */
export async function runWave(
  site: Site,
  receiver: Receiver,
  wave: readonly Trouble[],
  stated: (alert: string) => number,
  first: number,
): Promise<WaveEnd> {
  const posts = (): readonly Post[] => receiver.posts.slice(first);
  const expected = wave.flatMap(({ alerts }) => alerts);
  const begun = await at(wave, (each) => make(site, each));
  const longest = Math.max(0, ...expected.map((each) => stated(nameOf(each)))) * 1000;
  // Beyond the last one, so that what comes too much is seen, too.
  const until = Date.now() + longest;
  await waitFor(() => expected.every((each) => about(posts(), each, 'firing').length > 0), until);
  await delay(20_000);
  const mended = await at(wave, (each) => mend(site, each));
  // Alertmanager may tell the end of an earlier wave's alert again.
  const over = (alert: string, index: number): Post | undefined =>
    about(posts(), alert, 'resolved').find(({ at }) => at >= (mended[index] ?? 0));
  await waitFor(
    () => wave.every(({ alerts }, index) => alerts.every((each) => over(each, index) !== undefined)),
    Date.now() + 240_000,
  );
  const news = whatIsNew(receiver.posts);
  const again = (post: Post, alert: string): boolean => {
    const said = [...(news.get(post) ?? [])];
    return said.length === 0 || said.some((each) => matches(each, alert));
  };
  const told = wave.flatMap((trouble, index) =>
    trouble.alerts.map((alert) => {
      const fired = about(posts(), alert, 'firing');
      return {
        trouble: trouble.title,
        alert,
        seconds: seconds(fired[0]?.at, begun[index]),
        stated: stated(nameOf(alert)),
        times: fired.length,
        repeated: fired
          .filter((post, at) => at > 0 && again(post, alert))
          .map((post) => `after ${seconds(post.at, begun[index]) ?? 0} s ${post.alerts.map(described).join(', ')}`),
        resolved: seconds(over(alert, index)?.at, mended[index]),
      };
    }),
  );
  return {
    told,
    besides: firing(posts()).filter((each) => !expected.some((alert) => matches(each, alert))),
    seen: receiver.posts.length,
  };
}

async function make(site: Site, { host, breaks }: Trouble): Promise<void> {
  if (breaks === undefined) await (await labMachine(site, host)).powerOff();
  else await site.asRoot(host, breaks);
}

async function mend(site: Site, { host, breaks, heals }: Trouble): Promise<void> {
  if (breaks !== undefined) {
    await site.asRoot(host, heals);
    return;
  }
  const machine = await labMachine(site, host);
  await machine.powerOn();
  await machine.root(heals);
}

/** When each of them was done. */
async function at(wave: readonly Trouble[], act: (each: Trouble) => Promise<unknown>): Promise<readonly number[]> {
  return Promise.all(
    wave.map(async (each) => {
      await act(each);
      return Date.now();
    }),
  );
}

async function waitFor(holds: () => boolean, until: number): Promise<void> {
  while (!holds() && Date.now() < until) await delay(500);
}

/** Those that said so of it. */
function about(posts: readonly Post[], alert: string, status: 'firing' | 'resolved'): readonly Post[] {
  return posts.filter((post) => post.alerts.some((each) => each.status === status && matches(labelled(each), alert)));
}

/** What was told to fire. */
function firing(posts: readonly Post[]): readonly string[] {
  return [...new Set(posts.flatMap((post) => post.alerts.filter(({ status }) => status === 'firing').map(labelled)))];
}

function described(alert: Post['alerts'][number]): string {
  return `${labelled(alert)} ${alert.status}`;
}

/** `MysqlWriters` means any host. */
function matches(found: string, alert: string): boolean {
  return found === alert || (!alert.includes(' ') && nameOf(found) === alert);
}

function nameOf(alert: string): string {
  return alert.split(' ')[0] ?? alert;
}

function seconds(moment: number | undefined, begin: number | undefined): number | undefined {
  return moment === undefined || begin === undefined ? undefined : Math.round((moment - begin) / 1000);
}
