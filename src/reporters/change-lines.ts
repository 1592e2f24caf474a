import type { Change, ChangeValue } from '../resource.ts';
import { plural, size } from './amount.ts';
import { diffLines } from './diff-lines.ts';
import { cutLine, piece } from './line.ts';
import type { Line } from './line.ts';

/** Changes for people: a unified diff for texts, `mode: 0644 → 0600` for everything else. */
export function changeLines(changes: readonly Change[]): readonly Line[] {
  return changes.flatMap(linesOf);
}

function linesOf({ attribute, from, to, sensitive }: Change): readonly Line[] {
  if (sensitive) return [cutLine(`${attribute}: `, piece('faint', '(sensitive)'))];
  if (isText(to) && (isText(from) || from === null)) return textLines(attribute, from?.text, to.text);
  if (isText(from) && to === null) return textLines(attribute, from.text, undefined);
  return [cutLine(`${attribute}: `, piece('removed', shown(from)), ' → ', piece('added', shown(to)))];
}

function textLines(attribute: string, from: string | undefined, to: string | undefined): readonly Line[] {
  const diff = diffLines(from ?? '', to ?? '');
  if (diff === undefined) {
    const weights = `${weight(from)} → ${weight(to)}`;
    return [cutLine(`${attribute}: ${weights} `, piece('faint', '(too different to show line by line)'))];
  }
  if (from === undefined) return [cutLine(`${attribute}: new, ${plural(diff.added, 'line')}`), ...diff.lines.slice(1)];
  if (to === undefined)
    return [cutLine(`${attribute}: removed, ${plural(diff.removed, 'line')}`), ...diff.lines.slice(1)];
  const title = cutLine(`${attribute}: `, piece('added', `+${diff.added}`), ' ', piece('removed', `-${diff.removed}`));
  return [title, ...diff.lines];
}

function weight(text: string | undefined): string {
  return text === undefined
    ? 'nothing'
    : `${plural(text.split('\n').length, 'line')}, ${size(Buffer.byteLength(text))}`;
}

function shown(value: ChangeValue): string {
  if (value === null) return '(none)';
  if (isText(value)) return weight(value.text);
  if (typeof value === 'object') return `${size(value.bytes)} sha256:${value.sha256.slice(0, 12)}`;
  return typeof value === 'string' && (value === '' || value.trim() !== value) ? JSON.stringify(value) : String(value);
}

function isText(value: ChangeValue): value is { readonly text: string } {
  return typeof value === 'object' && value !== null && 'text' in value;
}
