import { readFstabLine, showFstabLine } from './fstab-line.ts';
import type { FstabEntry } from './fstab-line.ts';
import { sameOptions } from './mount-options.ts';

/**
 * What /etc/fstab shall hold, given what it holds. Of the lines that are about the same place the first gets the entry and the others
 * go; one that says the same already keeps its form. Nothing wanted: all of them go.
 */
export function editFstab(text: string, isOwn: (entry: FstabEntry) => boolean, wanted: FstabEntry | undefined): string {
  const before = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const own = before.flatMap((line, index) => {
    const entry = readFstabLine(line);
    return entry && isOwn(entry) ? [{ entry, index }] : [];
  });
  const first = own[0];
  const right = wanted !== undefined && first !== undefined && sameEntry(first.entry, wanted);
  const lines = before.flatMap((line, index) => {
    if (wanted !== undefined && index === first?.index) return [right ? line : showFstabLine(wanted)];
    return own.some((each) => each.index === index) ? [] : [line];
  });
  const all = wanted !== undefined && first === undefined ? [...lines, showFstabLine(wanted)] : lines;
  if (all.join('\n') === before.join('\n')) return text;
  return all.length === 0 ? '' : `${all.join('\n')}\n`;
}

function sameEntry(a: FstabEntry, b: FstabEntry): boolean {
  return (
    a.source === b.source &&
    a.path === b.path &&
    a.type === b.type &&
    a.dump === b.dump &&
    a.pass === b.pass &&
    sameOptions(a.options, b.options)
  );
}
