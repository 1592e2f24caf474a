import type { Survival } from '../audit/kill-one/kill-one.ts';
import type { State } from '../audit/kill-one/outcome.ts';
import { columns } from '../columns.ts';
import type { Measured } from './measured.ts';

export interface Comparison {
  /** For people. */
  readonly table: readonly string[];
  /** What disagrees. */
  readonly wrong: readonly string[];
}

/** Which services of the model the measured ones are. */
export interface Subjects {
  readonly requests: string;
  readonly writes: string;
}

/** Predicted beside measured. `at risk` is no promise, so that both are true to it; what nobody looked at is in parentheses. */
export function compare(matrix: readonly Survival[], measured: readonly Measured[], subjects: Subjects): Comparison {
  const wrong: string[] = [];
  const rows = measured.map((each) => {
    const cells = kinds.map((kind) => {
      const predicted = cell(matrix, each.host, kind, subjects);
      const found = each[kind];
      if (found === undefined || predicted === undefined) return `(${predicted ?? 'nothing'})`;
      if (predicted === found || (predicted === 'at risk' && kind === 'data')) return predicted;
      const said = kind === 'writes' && each.said !== '' ? `: ${each.said}` : '';
      wrong.push(`without ${each.host}: ${kind} predicted ${predicted}, measured ${found}${said}`);
      return `${predicted} / ${found}`;
    });
    const { requests, writes, alerts } = each.seconds;
    const times = [requests, writes, alerts].map((seconds) =>
      seconds === undefined ? '-' : `${seconds.toFixed(1)} s`,
    );
    return [each.host, ...cells, ...times, `${each.missing} of ${each.acknowledged}`];
  });
  const head = ['without', ...kinds, 'last failed request', 'longest without write', 'alert after', 'writes lost'];
  return { table: columns([head, ...rows]), wrong };
}

const kinds = ['requests', 'writes', 'data', 'alerts'] as const;

function cell(
  matrix: readonly Survival[],
  host: string,
  kind: (typeof kinds)[number],
  { requests, writes }: Subjects,
): State | undefined {
  const service = { requests, writes, data: writes, alerts: undefined }[kind];
  const row = matrix.find(({ loss }) => loss.kind === 'host' && loss.name === host);
  return row?.outcomes.find((each) => each.what === kind && each.service === service)?.state;
}
