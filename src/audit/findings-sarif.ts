import type { Log, Result } from 'sarif';
import type { JudgedFinding } from './audit-design.ts';
import type { Severity } from './finding.ts';
import { rules } from './rules/registry.ts';

/** As SARIF 2.1.0, which code hosts show beside the lines of a change. What is waived is there, and suppressed. */
export function findingsSarif(findings: readonly JudgedFinding[], version: string): string {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Rackwright audit',
            version,
            rules: rules.map(({ id, title, explanation }) => ({
              id,
              shortDescription: { text: title },
              fullDescription: { text: explanation },
            })),
          },
        },
        results: findings.map(resultOf),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

const levels: Readonly<Record<Severity, Result.level>> = {
  HIGH: 'error',
  MEDIUM: 'warning',
  LOW: 'note',
  INFO: 'note',
};

function resultOf({ id, severity, title, reasoning, remedy, evidence, waiver }: JudgedFinding): Result {
  return {
    ruleId: id,
    level: levels[severity],
    message: { text: `${title}. ${reasoning} ${remedy}` },
    locations: evidence.flatMap(({ at }) => {
      const [, path = '', line, column] = /^(.*):(\d+):(\d+)$/.exec(at ?? '') ?? [];
      if (line === undefined) return [];
      const uri = path.split('/').map(encodeURIComponent).join('/');
      const region = { startLine: Number(line), startColumn: Number(column) };
      return [{ physicalLocation: { artifactLocation: { uri }, region } }];
    }),
    ...(waiver && {
      suppressions: [{ kind: 'external' as const, justification: `${waiver.reason} (until ${waiver.until})` }],
    }),
  };
}
