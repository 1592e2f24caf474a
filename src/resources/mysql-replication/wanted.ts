import { ArgumentError } from '../../resource.ts';
import type { Arguments } from '../../resource.ts';
import { Secret } from '../../secret.ts';
import type { ReplicationSource } from '../../sql/replication-source.ts';
import { readArguments } from '../read-arguments.ts';
import { mysqlReplicationArguments } from './arguments.ts';

export type WantedReplication =
  | { readonly state: 'absent' }
  /** Without a source, the one that there is. */
  | { readonly state: 'running' | 'stopped'; readonly source: ReplicationSource | undefined };

/** @throws ArgumentError */
export function wantedReplication(given: Arguments): WantedReplication {
  const args = readArguments(given, mysqlReplicationArguments);
  const state = (args.text('state') ?? 'running') as 'running' | 'stopped' | 'absent';
  const host = args.text('source');
  if (state === 'absent') return { state };
  if (host === undefined) {
    if (state === 'running') throw new ArgumentError('source', '"source" is missing: nobody to follow');
    return { state, source: undefined };
  }
  const [user, password] = [args.text('user'), args.text('password')];
  if (user === undefined) throw new ArgumentError('user', '"user" is missing');
  if (password === undefined) throw new ArgumentError('password', '"password" is missing');
  const ca = args.text('tls_ca');
  const verify = args.flag('tls_verify') ?? ca !== undefined;
  return {
    state,
    source: {
      host,
      port: args.integer('port') ?? 3306,
      user,
      password: new Secret(password),
      ...(args.flag('tls') !== false && { tls: { ...(ca !== undefined && { ca }), verify } }),
      heartbeat: heartbeatOf(args.data('heartbeat')),
      connectRetry: args.integer('connect_retry') ?? 1,
      from: 'applied',
    },
  };
}

function heartbeatOf(value: unknown): number {
  const seconds = Number(value ?? 2);
  if (!Number.isFinite(seconds)) throw new ArgumentError('heartbeat', '"heartbeat" must be a number');
  return seconds;
}
