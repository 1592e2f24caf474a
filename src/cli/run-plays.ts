import type { LoadedInventory } from './load-inventory.ts';
import { run } from '../engine/run.ts';
import type { PlannedPlay } from '../engine/run-options.ts';
import type { RunMode, RunSummary } from '../reporter.ts';
import { delegatesOf } from '../playbook/delegates.ts';
import { hostAccess } from './host-access.ts';
import { shownPath } from './load-playbook.ts';
import type { HostArguments } from './options.ts';
import type { ReporterOptions, Tools } from './tools.ts';

export interface PlaysToRun {
  readonly mode: RunMode;
  readonly plays: readonly PlannedPlay[];
  /** As shown to people. */
  readonly playbook: string;
  readonly directory: string;
  readonly openedFiles: ReadonlyMap<string, Uint8Array>;
  readonly loaded: LoadedInventory;
  readonly report: ReporterOptions;
}

/** Runs plays with what the command line says of connections, and shows the run. */
export async function runPlays(tools: Tools, args: HostArguments, work: PlaysToRun): Promise<RunSummary> {
  const { inventory, extra } = work.loaded;
  const tasks = work.plays.flatMap(({ hosts, ...each }) =>
    hosts.length === 0 ? [] : [...each.tasks, ...each.play.handlers],
  );
  const names = [...new Set([...work.plays.flatMap((each) => each.hosts), ...delegatesOf(tasks, inventory).hosts])];
  const { addresses, become } = await hostAccess(tools, args, work.loaded, names);
  const definitions = await tools.definitions();
  const report = await tools.report(work.report);
  const warn = (message: string): void => report.emit({ type: 'warning', message });
  try {
    return await run({
      mode: work.mode,
      playbook: work.playbook,
      playbookDirectory: work.directory,
      plays: work.plays,
      openedFiles: work.openedFiles,
      inventory,
      extra,
      addresses,
      become,
      version: tools.version,
      forks: args.forks,
      profile: work.report.profile,
      connect: await tools.connector({ hostKeyPolicy: args.acceptNewHostKeys ? 'accept-new' : 'strict', warn }),
      find: (kind) => {
        const definition = definitions.find(kind);
        if (definition === undefined) throw new Error(`no definition of ${kind}`);
        return definition;
      },
      show: (path) => shownPath(tools.cwd, path),
      emit: (event) => report.emit(event),
      now: () => performance.now(),
      sleep: (milliseconds) => tools.sleep(milliseconds),
      stop: tools.stop,
      abort: tools.abort,
    });
  } finally {
    await report.close();
  }
}
