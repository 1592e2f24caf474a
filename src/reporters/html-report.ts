import type { Reporter, RunAbout, RunSurroundings } from '../reporter.ts';
import { page } from './html/page.ts';
import { Storyteller } from './html/story.ts';

/** Writes a run as a page for people, once, at its end. @param now milliseconds since 1970 */
export function htmlReport(
  about: RunAbout,
  now: () => number,
  write: (text: string) => void,
  around: RunSurroundings = { history: [] },
): Reporter {
  const teller = new Storyteller(about, now);
  return {
    on: (event) => {
      teller.add(event);
      if (event.type === 'run.finished') write(page(teller.told(event), around));
    },
  };
}
