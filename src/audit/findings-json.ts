import type { JudgedFinding } from './audit-design.ts';

/** For machines; `waived` as a plain yes or no, and the waiver itself. */
export function findingsJson(findings: readonly JudgedFinding[]): string {
  const plain = findings.map(({ waiver, expired, ...finding }) => ({
    ...finding,
    waived: waiver !== undefined,
    ...(waiver && { waiver }),
    ...(expired && { expired }),
  }));
  return `${JSON.stringify({ findings: plain }, undefined, 2)}\n`;
}
