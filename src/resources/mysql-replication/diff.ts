import type { ReplicationState, SourceState } from '../../facts/mysql-replication-state.ts';
import type { FromServer } from '../../facts/server-fact.ts';
import type { Change, ChangeValue } from '../../resource.ts';
import type { ReplicationSource } from '../../sql/replication-source.ts';
import { valueOf } from '../mysql/value-of.ts';
import type { WantedReplication } from './wanted.ts';

export function replicationChanges(
  wanted: WantedReplication,
  observed: FromServer<ReplicationState>,
): readonly Change[] {
  const source = valueOf(observed)?.source;
  if (wanted.state === 'absent')
    return source === undefined ? [] : [{ attribute: 'state', from: stateOf(source), to: 'absent' }];
  if (wanted.source === undefined && source === undefined) return [];
  return [...(wanted.source ? sourceChanges(wanted.source, source) : []), ...stateChange(wanted.state, source)];
}

function sourceChanges(wanted: ReplicationSource, found: SourceState | undefined): readonly Change[] {
  return [
    ...difference('source', found?.host, wanted.host),
    ...difference('port', found?.port, String(wanted.port)),
    ...difference('user', found?.user, wanted.user),
    ...difference('tls', found?.tls, wanted.tls !== undefined),
    ...difference('tls_ca', found?.tlsCa, wanted.tls?.ca ?? ''),
    ...difference('tls_verify', found?.tlsVerify, wanted.tls?.verify ?? false),
    ...difference('positions', found && (found.autoPosition ? 'GTID' : 'file and offset'), 'GTID'),
    // Nobody can read back a password, but the source says when it is another one.
    ...(found === undefined || found.receiverErrno === accessDenied
      ? [{ attribute: 'password', from: found ? 'refused' : null, to: 'as given', sensitive: true as const }]
      : []),
  ];
}

const accessDenied = '1045';

function difference(attribute: string, from: ChangeValue | undefined, to: ChangeValue): readonly Change[] {
  return from === to ? [] : [{ attribute, from: from ?? null, to }];
}

function stateChange(wanted: 'running' | 'stopped', found: SourceState | undefined): readonly Change[] {
  const state = found === undefined ? 'absent' : stateOf(found);
  return state === wanted ? [] : [{ attribute: 'state', from: state, to: wanted }];
}

/** What is neither running nor stopped says why. */
function stateOf({ receiver, applier, receiverErrno, receiverError, applierErrno, applierError }: SourceState): string {
  if (receiver === 'Yes' && applier === 'Yes') return 'running';
  const errors = [
    ...(receiverErrno === '0' || receiverErrno === '' ? [] : [`receiver: ${receiverError} (${receiverErrno})`]),
    ...(applierErrno === '0' || applierErrno === '' ? [] : [`applier: ${applierError} (${applierErrno})`]),
  ].join('; ');
  if (receiver === 'No' && applier === 'No') return errors === '' ? 'stopped' : `stopped, ${errors}`;
  return `receiver ${receiver}, applier ${applier}${errors === '' ? '' : `, ${errors}`}`;
}
