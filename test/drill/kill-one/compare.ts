import type { Survival } from '../../../src/audit/kill-one/kill-one.ts';
import type { State } from '../../../src/audit/kill-one/outcome.ts';
import type { Measured } from './lose-host.ts';

/** Predicted beside measured, and what disagrees. `at risk` is no promise, so that both are true to it. */
export function compare(
  matrix: readonly Survival[],
  measured: readonly Measured[],
): { readonly table: string; readonly wrong: readonly string[] } {
  const wrong: string[] = [];
  const rows = measured.map((each) => {
    const cells = columns.map((column) => {
      const predicted = cell(matrix, each.host, column);
      const agrees = predicted === each[column] || (predicted === 'at risk' && column === 'data');
      if (!agrees)
        wrong.push(
          `without ${each.host}: ${column} predicted ${predicted}, measured ${each[column]}${column === 'writes' && each.said !== '' ? `: ${each.said}` : ''}`,
        );
      return agrees ? predicted : `${predicted} / ${each[column]}`;
    });
    const { requests, writes, alerts } = each.seconds;
    const times = [requests, writes, alerts].map((seconds) =>
      seconds === undefined ? '-' : `${seconds.toFixed(1)} s`,
    );
    return [each.host, ...cells, ...times, `${each.missing} of ${each.acknowledged}`];
  });
  const head = ['without', ...columns, 'last failed request', 'longest without write', 'alert after', 'writes lost'];
  const table = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) => row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  '));
  return { table: lines.map((line) => line.trimEnd()).join('\n'), wrong };
}

const columns = ['requests', 'writes', 'data', 'alerts'] as const;

function cell(matrix: readonly Survival[], host: string, column: (typeof columns)[number]): State {
  const row = matrix.find(({ loss }) => loss.kind === 'host' && loss.name === host);
  const found = row?.outcomes.find(
    ({ what, service }) => what === column && (service === undefined || service === subjects[column]),
  );
  if (found === undefined) throw new Error(`the matrix says nothing of ${column} without ${host}`);
  return found.state;
}

const subjects: Readonly<Record<(typeof columns)[number], string>> = {
  requests: 'https',
  writes: 'mysql',
  data: 'mysql',
  alerts: '',
};
