import type { Change, ChangeValue } from '../resource.ts';
import { plural, size } from './amount.ts';
import { diffLine } from './diff-line.ts';
import { diffLines } from './diff-lines.ts';
import { isText } from './is-text.ts';
import { cutLine, piece } from './line.ts';
import type { Line } from './line.ts';

/** Changes for people: a unified diff for texts, `mode: 0644 → 0600` for everything else. */
export function changeLines(changes: readonly Change[]): readonly Line[] {
  return changes.flatMap((change) => [...linesOf(change), ...movedLine(change)]);
}

function movedLine({ moved }: Change): readonly Line[] {
  return moved === undefined ? [] : [cutLine(piece('faint', said[moved]))];
}

/** Since a run has last written it. */
const said = {
  host: '(edited on the host: the playbook is as it was applied)',
  playbook: '(the playbook moved on: the host is as it was left)',
  both: '(edited on the host, and the playbook moved on)',
} as const;

function linesOf({ attribute, from, to, sensitive }: Change): readonly Line[] {
  if (sensitive) return [cutLine(`${attribute}: `, piece('faint', '(sensitive)'))];
  if (isText(from) && isText(to)) return editedText(attribute, from.text, to.text);
  if (from === null && isText(to)) return wholeText(`${attribute}: new`, '+', to.text);
  if (isText(from) && to === null) return wholeText(`${attribute}: removed`, '-', from.text);
  return [cutLine(`${attribute}: `, piece('removed', shown(from)), ' → ', piece('added', shown(to)))];
}

function editedText(attribute: string, from: string, to: string): readonly Line[] {
  const diff = diffLines(from, to);
  if (diff === undefined) {
    const weights = `${weight(from)} → ${weight(to)}`;
    return [cutLine(`${attribute}: ${weights} `, piece('faint', '(too different to show line by line)'))];
  }
  const { added, removed, lines } = diff;
  return [cutLine(`${attribute}: `, piece('added', `+${added}`), ' ', piece('removed', `-${removed}`)), ...lines];
}

function wholeText(title: string, sign: '+' | '-', text: string): readonly Line[] {
  return [cutLine(`${title}, ${weight(text)}`), ...linesIn(text).map((each) => diffLine(sign + each))];
}

function linesIn(text: string): readonly string[] {
  if (text === '') return [];
  return text.replace(/\n$/, '').split('\n');
}

function weight(text: string): string {
  return `${plural(linesIn(text).length, 'line')}, ${size(Buffer.byteLength(text))}`;
}

function shown(value: ChangeValue): string {
  if (value === null) return '(none)';
  if (isText(value)) return weight(value.text);
  if (typeof value === 'object') return `${size(value.bytes)} sha256:${value.sha256.slice(0, 12)}`;
  return typeof value === 'string' && (value === '' || value.trim() !== value) ? JSON.stringify(value) : String(value);
}
