import type { CronEntry, WantedCron } from './wanted.ts';

/** The lines of the crontab with the entry as it is wanted; the same list of lines when it is right already. */
export function editCrontab(
  { entry, present }: Pick<WantedCron, 'entry' | 'present'>,
  lines: readonly string[],
): readonly string[] {
  return entry.type === 'job' ? editJob(entry, present, lines) : editVariable(entry, present, lines);
}

function editJob({ name, line }: CronEntry, present: boolean, lines: readonly string[]): readonly string[] {
  const at = lines.findIndex((each) => remarks.some((remark) => each === remark + name));
  if (at === -1) return present ? [...lines, `${remarks[0]}${name}`, line] : lines;
  // Somebody may have taken the job away and left its remark.
  const next = lines[at + 1];
  const length = next === undefined || isRemark(next) || next.trim() === '' ? 1 : 2;
  if (present && length === 2 && next === line) return lines;
  return [...lines.slice(0, at), ...(present ? [lines[at] ?? '', line] : []), ...lines.slice(at + length)];
}

/** Ours, and that of Ansible's module. */
const remarks = ['#Rackwright: ', '#Ansible: '] as const;

function isRemark(line: string): boolean {
  return remarks.some((remark) => line.startsWith(remark));
}

function editVariable({ name, line }: CronEntry, present: boolean, lines: readonly string[]): readonly string[] {
  const at = lines.findIndex((each) => new RegExp(`^\\s*${name}\\s*=`).test(each));
  if (at === -1) return present ? [line, ...lines] : lines;
  if (present && lines[at] === line) return lines;
  return [...lines.slice(0, at), ...(present ? [line] : []), ...lines.slice(at + 1)];
}
