import type { Told, WaveEnd } from './run-wave.ts';

/** A table for people, and what was wrong. */
export function showAlerts(ends: readonly WaveEnd[]): { readonly table: string; readonly wrong: readonly string[] } {
  const told = ends.flatMap((end) => end.told);
  const lines = told.map(({ trouble, alert, seconds, stated, posts, resolved }) =>
    [
      trouble.padEnd(48),
      alert.padEnd(32),
      `${seconds ?? 'never'} s of ${stated} s`.padEnd(16),
      `${posts.length} ×`.padEnd(5),
      resolved === undefined ? 'never over' : `over after ${resolved} s`,
    ].join(' '),
  );
  const besides = ends.flatMap((end) => end.besides.map((each) => `${each} was told, which nobody expected`));
  return { table: lines.join('\n'), wrong: [...told.flatMap(problems), ...besides] };
}

function problems({ alert, seconds, stated, posts, resolved }: Told): readonly string[] {
  if (seconds === undefined) return [`${alert} was never told`];
  return [
    ...(seconds > stated ? [`${alert} took ${seconds} s instead of ${stated} s`] : []),
    ...(posts.length === 1 ? [] : [`${alert} was told ${posts.length} times: ${posts.join('; ')}`]),
    ...(resolved === undefined ? [`${alert} was never told to be over`] : []),
  ];
}
