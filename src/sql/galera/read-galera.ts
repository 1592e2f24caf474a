import type { GaleraPart, GaleraState } from './galera-state.ts';

/** Reads what {@link askGalera} has a host print: hostile input. Nothing when it does not have that shape. */
export function readGalera(stdout: Buffer): GaleraState | undefined {
  const lines = stdout.toString('utf8').trimEnd().split('\n');
  if (lines.pop() !== 'end') return undefined;
  const at = lines.indexOf('answers');
  const host = at < 0 ? lines : lines.slice(0, at);
  const server = at < 0 ? undefined : new Map(lines.slice(at + 1).map((line) => pair(line, '\t')));
  const disk = new Map(host.map((line) => pair(line, ' ')));
  const has = (line: string): boolean => host.includes(line);
  const uuid = server?.get('wsrep_cluster_state_uuid') ?? disk.get('uuid:') ?? '';
  const position = server?.get('wsrep_last_committed') ?? disk.get('seqno:') ?? '';
  const size = server?.get('wsrep_cluster_size') ?? '';
  const known = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(uuid) && uuid !== nobody;
  return {
    part: has('installed mariadbd') ? partOf(server, disk.get('unit') ?? '', has('process mariadbd')) : 'absent',
    version: server?.get('version') ?? '',
    uuid: known ? uuid : '',
    position: known && /^\d{1,18}$/.test(position) ? BigInt(position) : undefined,
    safe: disk.get('safe_to_bootstrap:') === '1',
    size: /^\d{1,4}$/.test(size) ? Number(size) : 0,
    comment: server?.get('wsrep_local_state_comment') ?? '',
    // Half a copy is nothing of its own.
    databases: has('copying') ? 0 : host.filter((line) => line === 'database').length,
    outdated: has('outdated'),
    arbitrator: has('installed garbd'),
    arbitrates: has('process garbd'),
  };
}

const nobody = '00000000-0000-0000-0000-000000000000';

function partOf(server: ReadonlyMap<string, string> | undefined, unit: string, process: boolean): GaleraPart {
  if (server === undefined) {
    if (!process && (unit === 'inactive' || unit === 'failed')) return 'down';
    return unit === 'activating' ? 'starting' : 'silent';
  }
  if (server.get('wsrep_on') !== 'ON') return 'alone';
  if (server.get('wsrep_cluster_status') !== 'Primary') return 'stranded';
  return server.get('wsrep_ready') === 'ON' && server.get('wsrep_local_state') === '4' ? 'member' : 'joining';
}

function pair(line: string, between: string): readonly [string, string] {
  const at = line.indexOf(between);
  return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)];
}
