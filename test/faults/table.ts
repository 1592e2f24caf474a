import type { Injection } from './injection.ts';
import { faults, moments } from './injection.ts';

/** What is said of one injection. */
export interface Result {
  readonly injection: Injection;
  readonly struck: boolean;
  readonly wrong: readonly string[];
  readonly repeated: number;
}

/** Markdown: for each fault and moment how often it was injected and what came of it. */
export function table(results: readonly Result[]): string {
  const rows = faults.flatMap((fault) =>
    moments.flatMap((moment) => {
      const these = results.filter((each) => each.injection.fault === fault && each.injection.moment === moment);
      if (these.length === 0) return [];
      const struck = these.filter((each) => each.struck).length;
      const bad = these.filter((each) => each.wrong.length > 0).length;
      const repeated = these.reduce((sum, each) => sum + each.repeated, 0);
      const outcome = bad === 0 ? 'all hosts as undisturbed' : `**${bad} not as undisturbed**`;
      return [`| ${fault} | ${words[moment]} | ${struck} | ${outcome} | ${repeated} |`];
    }),
  );
  const struck = results.filter((each) => each.struck).length;
  return [
    '| fault | when | injected | after one more run | handlers run once more than needed |',
    '|---|---|---:|---|---:|',
    ...rows,
    `| all | | ${struck} | ${results.filter((each) => each.wrong.length === 0).length} of ${results.length} as undisturbed | ${results.reduce((sum, each) => sum + each.repeated, 0)} |`,
  ].join('\n');
}

const words = {
  event: 'between two steps',
  sent: 'in the middle of a request',
  received: 'in the middle of an answer',
  touched: 'in the middle of a write',
} as const;
