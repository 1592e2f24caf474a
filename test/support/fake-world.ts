import type { FactKind } from '../../src/fact.ts';
import { HostError } from '../../src/diagnostics/errors.ts';
import type { CommandResult, Host, HostRequest } from '../../src/host.ts';

/**
 * A host whose whole state is a map of cells. Its "scripts" are JSON: what to read, or which cell to write. Requests of
 * one user run in order, those of different users side by side, as on a real host.
 */
export interface World {
  readonly cells: Map<string, string>;
  /** Writes in the order in which they were done: `a=1`. */
  readonly writes: string[];
  /** Reads in the order in which they were done. */
  readonly reads: (readonly string[])[];
  /** The connection dies when this many requests have been answered. */
  readonly diesAfter?: number;
}

export type WorldScript =
  { readonly read: readonly string[] } | { readonly write: string; readonly value: string; readonly fails: boolean };

/** What a cell holds; a cell that cannot be read makes the whole reading fail, as a broken tool does. */
export const cell: FactKind<string, string> = {
  name: 'cell',
  identity: (key) => key,
  script: (keys) => ({ text: JSON.stringify({ read: keys } satisfies WorldScript) }),
  parse: (stdout) => JSON.parse(stdout.toString('utf8')) as string[],
};

export function fakeHost(name: string, world: World): Host {
  const traffic = { roundTrips: 0, requests: 0, bytesSent: 0, bytesReceived: 0 };
  const queues = new Map<string, Promise<unknown>>();
  const failedChains = new Set<number>();
  let outstanding = 0;
  let answered = 0;

  const perform = (request: HostRequest): CommandResult => {
    if (world.diesAfter !== undefined && answered >= world.diesAfter)
      throw new HostError('unreachable', 'the line was cut');
    answered += 1;
    if (request.chain !== undefined && failedChains.has(request.chain)) return resultOf(0, '', true);
    // What is noted on the host for later runs is no part of this world.
    if (!request.script.text.startsWith('{')) return resultOf(0, '');
    const result = obey(world, JSON.parse(request.script.text) as WorldScript);
    if (result.exitCode !== 0 && request.chain !== undefined) failedChains.add(request.chain);
    return result;
  };

  return {
    name,
    transport: 'fake',
    traffic,
    begin: () => undefined,
    send: async (request) => {
      traffic.requests += 1;
      if (outstanding === 0) traffic.roundTrips += 1;
      outstanding += 1;
      const user = request.become?.user ?? '';
      const before = queues.get(user) ?? Promise.resolve();
      // Users differ in speed, so that only their own order is kept.
      const ticks = user === '' ? 3 : 1;
      const done = before.then(() => later(ticks)).then(() => perform(request));
      queues.set(
        user,
        done.catch(() => undefined),
      );
      try {
        return await done;
      } finally {
        outstanding -= 1;
      }
    },
    upload: () => Promise.reject(new Error('cells are written, not uploaded')),
    direct: () => Promise.reject(new Error('cells are written by requests')),
    close: () => Promise.resolve(),
  };
}

function obey(world: World, script: WorldScript): CommandResult {
  if ('read' in script) {
    world.reads.push(script.read);
    const values = script.read.map((key) => world.cells.get(key) ?? '');
    return values.includes('unreadable') ? resultOf(1, '') : resultOf(0, JSON.stringify(values));
  }
  if (script.fails) return resultOf(1, '');
  world.writes.push(`${script.write}=${script.value}`);
  world.cells.set(script.write, script.value);
  // Writing one thing changes others, so that whoever uses what was read before is found out.
  if (script.write === 'a') world.cells.set('b', `${script.value}!`);
  if (script.write === 'c') world.cells.set('d', script.value === '1' ? 'unreadable' : 'cursed');
  if (script.write === 'e') world.cells.set('d', '1');
  return resultOf(0, '');
}

function resultOf(exitCode: number, stdout: string, skipped = false): CommandResult {
  const bytes = Buffer.from(stdout);
  return { exitCode, stdout: bytes, stderr: Buffer.alloc(0), truncated: false, skipped, durationMs: 0 };
}

async function later(ticks: number): Promise<void> {
  for (let tick = 0; tick < ticks; tick += 1) await new Promise((resolve) => setImmediate(resolve));
}
