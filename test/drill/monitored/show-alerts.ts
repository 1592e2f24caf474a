import type { Told, WaveEnd } from './run-wave.ts';

/** A table for people, and what was wrong. */
export function showAlerts(ends: readonly WaveEnd[]): { readonly table: string; readonly wrong: readonly string[] } {
  const told = ends.flatMap((end) => end.told);
  const lines = told.map(({ trouble, alert, seconds, stated, times, resolved }) =>
    [
      trouble.padEnd(48),
      alert.padEnd(32),
      `${seconds ?? 'never'} s of ${stated} s`.padEnd(16),
      `${times} ×`.padEnd(5),
      resolved === undefined ? 'never over' : `over after ${resolved} s`,
    ].join(' '),
  );
  const besides = ends.flatMap((end) => end.besides.map((each) => `${each} was told, which nobody expected`));
  return { table: lines.join('\n'), wrong: [...told.flatMap(problems), ...besides] };
}

function problems({ alert, seconds, stated, repeated, resolved }: Told): readonly string[] {
  if (seconds === undefined) return [`${alert} was never told`];
  return [
    ...(seconds > stated ? [`${alert} took ${seconds} s instead of ${stated} s`] : []),
    ...repeated.map((post) => `${alert} was told again: ${post}`),
    ...(resolved === undefined ? [`${alert} was never told to be over`] : []),
  ];
}
