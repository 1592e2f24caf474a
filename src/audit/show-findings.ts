import type { JudgedFinding } from './audit-design.ts';
import { severities } from './finding.ts';

/** For people: worst first, each with what it rests on and what to do. */
export function showFindings(findings: readonly JudgedFinding[]): string {
  const counts = severities.flatMap((severity) => {
    const own = findings.filter((each) => each.severity === severity && each.waiver === undefined);
    return own.length === 0 ? [] : [`${own.length} ${severity}`];
  });
  const waived = findings.filter(({ waiver }) => waiver !== undefined).length;
  const sum = counts.length === 0 ? 'nothing that is not waived' : counts.join(', ');
  return [...findings.map(shown), `${sum}${waived === 0 ? '' : `; ${waived} waived`}`, ''].join('\n');
}

function shown({ id, severity, title, about, evidence, reasoning, remedy, waiver, expired }: JudgedFinding): string {
  const lines = [
    `${severity.padEnd(6)}  ${id}  ${title}`,
    ...evidence.map(({ text, at }) => `    ${text}${at === undefined ? '' : `  (${at})`}`),
    `    why: ${reasoning}`,
    `    do:  ${remedy}`,
    ...(waiver ? [`    waived until ${waiver.until}: ${waiver.reason}`] : []),
    ...(expired ? [`    the waiver ended on ${expired.until}: ${expired.reason}`] : []),
    ...(waiver || expired ? [] : [`    waive: {id: ${id}, about: ${JSON.stringify(about)}, reason: …, until: …}`]),
  ];
  return `${lines.join('\n')}\n`;
}
