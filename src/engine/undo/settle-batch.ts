import { HostError } from '../../diagnostics/errors.ts';
import { sh } from '../../shell.ts';
import type { Assets } from '../assets.ts';
import { Company } from '../company.ts';
import type { HostContext } from '../context.ts';
import { hostContext } from '../host-context.ts';
import type { HostState } from '../host-state.ts';
import type { Places } from '../places.ts';
import type { PlannedPlay, RunOptions } from '../run-options.ts';
import { rollBack } from './roll-back.ts';
import type { UndoLog } from './undo-log.ts';

/**
 * The end of a batch whose changes were kept: when one of its hosts is lost, all of them go back, and take no part in what follows; else what
 * was kept is cleared away.
 */
export async function settleBatch(
  batch: readonly HostState[],
  logs: ReadonlyMap<string, UndoLog>,
  parts: {
    readonly options: RunOptions;
    readonly planned: PlannedPlay;
    readonly assets: Assets;
    readonly places: Places;
    readonly states: ReadonlyMap<string, HostState>;
  },
): Promise<void> {
  const names = batch.map((host) => host.name);
  const isHealthy = batch.every((host) => host.state === 'ok');
  await parts.places.each(batch, async (host) => {
    const log = logs.get(host.name);
    if (log === undefined) return;
    const context = contextOf(host, names, parts);
    if (isHealthy) {
      if (log.kept.length > 0) await forget(context, log);
      return;
    }
    await rollBack(context, log);
    host.giveUp('interrupted');
  });
}

function contextOf(
  host: HostState,
  names: readonly string[],
  { options, planned, assets, states }: Parameters<typeof settleBatch>[2],
): HostContext {
  return hostContext({
    options,
    play: planned.play,
    host,
    assets,
    playHosts: planned.hosts,
    batch: names,
    lockStep: undefined,
    // It is finished although nothing new is begun.
    stop: new AbortController().signal,
    company: new Company(names, (wait) => wait()),
    shared: false,
    undo: undefined,
    states,
  });
}

/** What is not cleared away now, the next run clears away. */
async function forget(context: HostContext, log: UndoLog): Promise<void> {
  const become = log.kept[0]?.become;
  const script = sh`rm -rf -- ${`${context.guard.state}/kept`}`;
  try {
    await context.home.write({ script, form: 'task', ...(become && { become }) });
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
  }
}
