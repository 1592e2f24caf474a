import type { Arguments, Data } from '../../resource.ts';
import type { GaleraServer } from './find-founder.ts';

/** The named hosts as they were seen; who is not among the known, or was not seen well, is `unknown`. */
export function galeraServers(names: readonly string[], known: Data | undefined): readonly GaleraServer[] {
  const seen = new Map(listOf(known).map((each) => [textOf(mapOf(each)['name']), mapOf(each)] as const));
  return names.map((name) => serverOf(name, seen.get(name) ?? {}));
}

const parts: ReadonlySet<unknown> = new Set([
  'member',
  'joining',
  'stranded',
  'starting',
  'silent',
  'alone',
  'down',
  'absent',
]);

/** What a recovery found is newer than what was on the disk before it. */
function serverOf(name: string, server: Arguments): GaleraServer {
  const status = mapOf(server['status']);
  const { part, databases, safe, arbitrates } = status;
  const [, recoveredUuid, recovered] = /=([0-9a-f-]{36}):(\d{1,18})\s*$/.exec(textOf(server['recovered'])) ?? [];
  const position = recovered ?? textOf(status['position']);
  return {
    name,
    part: parts.has(part) ? (part as GaleraServer['part']) : 'unknown',
    uuid: recoveredUuid ?? textOf(status['uuid']),
    position: /^\d{1,18}$/.test(position) ? BigInt(position) : undefined,
    safe: safe === true,
    databases: typeof databases === 'number' ? databases : 0,
    arbitrates: arbitrates === true,
  };
}

function listOf(data: Data | undefined): readonly Data[] {
  return Array.isArray(data) ? (data as readonly Data[]) : [];
}

function mapOf(data: Data | undefined): Arguments {
  return typeof data === 'object' && data !== null && !Array.isArray(data) && !(data instanceof Uint8Array)
    ? (data as Arguments)
    : {};
}

function textOf(data: Data | undefined): string {
  return typeof data === 'string' ? data : '';
}
