import type { ReplicationColumns } from '../sql/dialect.ts';
import type { Row } from './row.ts';
import { fieldOf, numberOf } from './field.ts';
import type { SourceState } from './node.ts';

/** What a row of the replication's status says, and what its dialect knows of how the source is heard. */
export function sourceState(
  columns: ReplicationColumns,
  row: Row,
  { heard, heartbeat }: Pick<SourceState, 'heard' | 'heartbeat'>,
): SourceState {
  const lag = row.get(columns.lag);
  const said = (name: string): string => row.get(name) ?? '';
  return {
    host: fieldOf(row, columns.host),
    port: numberOf(row, columns.port),
    user: said(columns.user),
    receiving: said(columns.receiver) === 'Yes',
    applying: said(columns.applier) === 'Yes',
    lag: lag === null || lag === undefined ? undefined : Number(lag),
    heard,
    heartbeat,
    errors: [said(columns.receiverError), said(columns.applierError)].filter((error) => error !== ''),
    tls:
      said(columns.tls) === 'Yes'
        ? { authority: said(columns.tlsCa), verified: said(columns.tlsVerify) === 'Yes' }
        : undefined,
  };
}
