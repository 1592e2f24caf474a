import { setMaxListeners } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFinder } from '../../src/definition.ts';
import { actions } from '../../src/actions/registry.ts';
import { run } from '../../src/engine/run.ts';
import { connectLocal } from '../../src/hosts/local.ts';
import { readInventory } from '../../src/inventory/read.ts';
import { chooseTasks } from '../../src/playbook/tags.ts';
import type { RunEvent, RunSummary } from '../../src/reporter.ts';
import { definitions } from '../../src/resources/registry.ts';
import { hostPathsIn } from './host-paths.ts';
import { playbookFromText } from './playbook-from-text.ts';

/** Runs a playbook, given as text, with all real kinds through a real shell on this machine. */
export async function runLocally(
  playbookText: string,
  readAhead: number,
  sleep: (milliseconds: number) => Promise<void> = () => Promise.resolve(),
): Promise<{ readonly events: readonly RunEvent[]; readonly summary: RunSummary }> {
  const never = new AbortController().signal;
  // As main.ts does: every request on its way listens.
  setMaxListeners(0, never);
  const { inventory } = await readInventory(['here,'], { cwd: '/', signal: never });
  const finder = createFinder([...definitions, ...actions]);
  const playbook = playbookFromText(playbookText, finder);
  const events: RunEvent[] = [];
  const scratch = mkdtempSync(join(tmpdir(), 'rackwright-host-'));
  const summary = await run({
    mode: 'run',
    playbook: 'site.yml',
    playbookDirectory: '/play',
    plays: playbook.plays.map((play) => ({ play, hosts: ['here'], tasks: chooseTasks(play, { only: [], skip: [] }) })),
    inventory,
    extra: undefined,
    addresses: new Map([
      ['here', { name: 'here', connection: 'local', address: 'here', connectTimeoutMs: 1000, sshArgs: [] }],
    ]),
    become: {},
    version: '0.0.0',
    hostPaths: hostPathsIn(scratch),
    undoAfterSeconds: 60,
    lock: { token: 'test', who: 'a test', waitSeconds: 0, breaks: false },
    forks: 1,
    readAhead,
    connect: connectLocal,
    find: (kind) => {
      const definition = finder.find(kind);
      if (definition === undefined) throw new Error(`no ${kind}`);
      return definition;
    },
    show: (path) => path,
    emit: (event) => events.push(event),
    now: () => 0,
    sleep,
    stop: never,
    abort: never,
  });
  rmSync(scratch, { recursive: true });
  return { events, summary };
}
