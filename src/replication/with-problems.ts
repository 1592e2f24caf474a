import { columns } from '../columns.ts';
import type { Problem } from './cluster.ts';

/** A cluster as a table for people, and below it what is wrong. */
export function withProblems(rows: readonly (readonly string[])[], problems: readonly Problem[]): string {
  const wrong = problems.map(({ about, message }) => `! ${about}: ${message}`);
  return [...columns(rows), '', ...(wrong.length > 0 ? wrong : ['All is well.']), ''].join('\n');
}
