import { closed, splitLines } from '../line-edit.ts';
import { findSection, sectionRanges } from './sections.ts';
import type { WantedIni } from './wanted.ts';

/** The text of an INI file with what is wanted in it; the same text when it is right already. */
export function editIni(text: string, wanted: WantedIni): string {
  const lines = splitLines(text);
  const { section, option, present } = wanted;
  if (option === undefined)
    return present ? withSection(lines, section ?? '').join('') : withoutSection(lines, section ?? '');
  if (present) return placeOption(lines, wanted, option).join('');
  const range = findSection(lines, section, (line) => readOption(line, option)?.active === true);
  if (range === undefined) return text;
  const goes = (line: string): boolean => isRemovable(line, wanted, option);
  return lines.filter((line, index) => index < range.from || index >= range.to || !goes(line)).join('');
}

function withSection(lines: readonly string[], section: string): readonly string[] {
  if (findSection(lines, section, () => false) !== undefined) return lines;
  const blank = lines.length === 0 || lines.at(-1)?.trim() === '' ? [] : ['\n'];
  return [...closed(lines), ...blank, `[${section}]\n`];
}

/** With everything up to the next section, wherever it stands. */
function withoutSection(lines: readonly string[], section: string): string {
  const ranges = sectionRanges(lines).filter((range) => range.name === section);
  return lines.filter((_, index) => !ranges.some(({ head, to }) => index >= head && index < to)).join('');
}

function placeOption(given: readonly string[], wanted: WantedIni, option: string): readonly string[] {
  const lines = wanted.section === undefined ? given : withSection(given, wanted.section);
  const range = findSection(lines, wanted.section, (line) => readOption(line, option)?.active === true);
  if (range === undefined) return lines;
  const inside = lines.slice(range.from, range.to);
  const edited = editSection(inside, wanted, option);
  return [...closed(lines.slice(0, range.from)), ...edited, ...lines.slice(range.to)];
}

/** Right lines stay where they are; wrong ones, then remarks, give their places to what is missing; the rest goes to the end. */
function editSection(lines: readonly string[], wanted: WantedIni, option: string): readonly string[] {
  const { values, exclusive, useRemarks } = wanted;
  const missing = [...values];
  const kept = lines.map((line): string | undefined => {
    const found = readOption(line, option);
    if (found?.active !== true) return line;
    const at = missing.findIndex((value) => value === found.value);
    if (at === -1) return exclusive ? undefined : line;
    const [value] = missing.splice(at, 1);
    return wanted.ignoreSpaces ? line : optionLine(wanted, option, value, indentOf(line));
  });
  const places = kept.flatMap((line, index) => (line === undefined ? [index] : []));
  if (useRemarks && places.length === 0)
    places.push(
      ...kept
        .flatMap((line, index) => (line !== undefined && readOption(line, option)?.active === false ? [index] : []))
        .slice(0, 1),
    );
  const filled = places.reduce((all, index) => {
    const [value] = missing.splice(0, 1).map((each) => optionLine(wanted, option, each, indentOf(lines[index] ?? '')));
    return value === undefined ? all : all.with(index, value);
  }, kept);
  const rest = filled.filter((line) => line !== undefined);
  const end = rest.findLastIndex((line) => line.trim() !== '') + 1;
  const indent = indentOf(rest.findLast((line) => isOption(line)) ?? '');
  const added = missing.map((value) => optionLine(wanted, option, value, indent));
  return added.length === 0 ? rest : [...closed(rest.slice(0, end)), ...added, ...rest.slice(end)];
}

function isRemovable(line: string, { values, exclusive }: WantedIni, option: string): boolean {
  const found = readOption(line, option);
  return found?.active === true && (exclusive || values.length === 0 || values.includes(found.value));
}

function optionLine({ separator }: WantedIni, option: string, value: string | undefined, indent: string): string {
  return `${indent}${option}${value === undefined ? '' : `${separator}${value}`.trimEnd()}\n`;
}

/** What a line says of the option: nothing, that it has a value, or a remark that would. */
function readOption(
  line: string,
  option: string,
): { readonly active: boolean; readonly value: string | undefined } | undefined {
  const text = line.trim();
  const remark = text.startsWith('#') || text.startsWith(';');
  const rest = remark ? text.slice(1) : text;
  const equals = rest.indexOf('=');
  if ((equals === -1 ? rest : rest.slice(0, equals)).trim() !== option) return undefined;
  return { active: !remark, value: equals === -1 ? undefined : rest.slice(equals + 1).trim() };
}

function isOption(line: string): boolean {
  return /^\s*[^\s#;[]/.test(line);
}

function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}
