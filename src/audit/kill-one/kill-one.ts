import type { Site } from '../site.ts';
import { alerts } from './alerts.ts';
import { data } from './data.ts';
import { lossesOf } from './loss.ts';
import type { Loss } from './loss.ts';
import type { Outcome } from './outcome.ts';
import { requests } from './requests.ts';
import { writes } from './writes.ts';

/** A loss, and what becomes of the site without it. */
export interface Survival {
  readonly loss: Loss;
  readonly outcomes: readonly Outcome[];
}

/** Takes one thing after the other away from the model, each time from a whole site. */
export function killOne(site: Site): readonly Survival[] {
  return lossesOf(site).map((loss) => ({
    loss,
    outcomes: [...requests(site, loss), ...writes(site, loss), ...data(site, loss), alerts(site, loss)],
  }));
}
