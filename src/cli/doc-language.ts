import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { filterMeanings } from '../language/condition/filter-meanings.ts';
import { filters } from '../language/condition/filters.ts';
import { helpers } from '../language/template/helpers.ts';

/** What `doc helper` and `doc filter` show: the line of one of them, or of all. */
export function docLanguage(what: 'helper' | 'filter', name: string | undefined): string {
  const lines = what === 'helper' ? helperLines() : filterLines();
  if (name === undefined) {
    const width = Math.max(...[...lines.values()].map(([usage]) => usage.length).filter((each) => each <= 40));
    return [...lines.values()].map(([usage, says]) => `${usage.padEnd(width)}  ${says}\n`).join('');
  }
  const found = lines.get(name);
  if (found) return `${found.join('\n\n')}\n`;
  const hint = didYouMean(name, lines.keys()) ?? `\`rackwright doc ${what}\` lists them all`;
  throw new InputError([problem(`unknown-${what}`, `there is no ${what} "${name}"`, undefined, { hint })]);
}

type Lines = ReadonlyMap<string, readonly [usage: string, says: string]>;

function helperLines(): Lines {
  return new Map([...helpers].toSorted(byName).map(([name, { usage, says }]) => [name, [usage, says]]));
}

function filterLines(): Lines {
  return new Map(
    [...filters].toSorted(byName).map(([name, { params, required }]) => {
      const shown = params.map((param, index) => (index < required ? param : `[${param}]`)).join(', ');
      return [name, [`x | ${name}${shown === '' ? '' : `(${shown})`}`, filterMeanings[name] ?? '']];
    }),
  );
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
