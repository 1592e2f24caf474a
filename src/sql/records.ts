import { rows } from './rows.ts';

/**
 * The rows of one result that begins with its column names, by name. A row that has fewer columns than there are names lacks the
 * last ones. Source: {@link clientCommand} with `head: 'names'`.
 */
export function records(output: string): readonly ReadonlyMap<string, string | null>[] {
  const [names = [], ...found] = rows(output);
  return found.map(
    (row) =>
      new Map(row.flatMap((value, index) => (index < names.length ? [[names[index] ?? '', value] as const] : []))),
  );
}
