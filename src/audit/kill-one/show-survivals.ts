import { columns } from '../../columns.ts';
import type { Survival } from './kill-one.ts';
import type { Outcome } from './outcome.ts';

/** The matrix for people, and below it why, for what is not simply kept. */
export function showSurvivals(survivals: readonly Survival[]): string {
  const heads = survivals[0]?.outcomes.map(title) ?? [];
  const rows = survivals.map(({ loss, outcomes }) => [
    `${loss.kind} ${loss.name}`,
    ...outcomes.map(({ state }) => state),
  ]);
  const lines = columns([['without', ...heads], ...rows]);
  const reasons = survivals.flatMap(({ loss, outcomes }) =>
    outcomes
      .filter(({ state }) => state !== 'kept')
      .map((each) => `${loss.kind} ${loss.name}: ${title(each)} ${each.state}: ${each.because}`),
  );
  return [...lines, '', ...reasons, ''].join('\n');
}

function title({ what, service }: Outcome): string {
  return service === undefined ? what : `${service} ${what}`;
}
