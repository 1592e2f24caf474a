import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { LoadedInventory } from './load-inventory.ts';
import { run } from '../engine/run.ts';
import type { Failure, RunEvent, RunMode, RunSummary } from '../reporter.ts';
import type { PlannedPlay, RunOptions } from '../engine/run-options.ts';
import { toPlain } from '../language/located.ts';
import { delegatesOf } from '../playbook/delegates.ts';
import { certificateAuthority } from '../pki/certificate-authority.ts';
import { hostAccess } from './host-access.ts';
import type { HostAccess } from './host-access.ts';
import { mostForks, usualForks } from './forks.ts';
import { shownPath } from './load-playbook.ts';
import type { HostArguments } from './options.ts';
import type { Report, ReporterOptions, Tools } from './tools.ts';

export interface PlaysToRun {
  readonly mode: RunMode;
  readonly plays: readonly PlannedPlay[];
  /** As shown to people. */
  readonly playbook: string;
  readonly directory: string;
  readonly openedFiles: ReadonlyMap<string, Uint8Array>;
  readonly loaded: LoadedInventory;
  /** `none` when only `watch` is to see it. */
  readonly report: ReporterOptions | 'none';
  /** Sees all events, besides those who show them. */
  readonly watch?: (event: RunEvent) => void;
  /** Hosts that may not be touched, and why. */
  readonly refused?: ReadonlyMap<string, Failure>;
  readonly forceHandlers?: boolean;
  readonly prune?: boolean;
  readonly askTask?: RunOptions['askTask'];
}

/** Runs plays with what the command line says of connections, and shows the run. */
export async function runPlays(tools: Tools, args: HostArguments, work: PlaysToRun): Promise<RunSummary> {
  const { inventory, extra } = work.loaded;
  const tasks = work.plays.flatMap(({ hosts, ...each }) =>
    hosts.length === 0 ? [] : [...each.tasks, ...each.play.handlers],
  );
  const names = [...new Set([...work.plays.flatMap((each) => each.hosts), ...delegatesOf(tasks, inventory).hosts])];
  const { addresses, become, addressesWith } = await hostAccess(tools, args, work.loaded, names);
  const addressesOf = new Map<string, HostAccess['addresses']>();
  const plays = work.plays.map((planned) => {
    const layer = planned.play.connection;
    if (layer === undefined) return planned;
    // Plays that say the same must not connect anew.
    const key = JSON.stringify([...layer.variables].map(([name, value]) => [name, toPlain(value)]));
    const ofPlay = addressesOf.get(key) ?? addressesWith(layer, names);
    addressesOf.set(key, ofPlay);
    return { ...planned, addresses: ofPlay };
  });
  const definitions = await tools.definitions();
  const report = work.report === 'none' ? unseen : await tools.report(work.report);
  const warn = (message: string): void => report.emit({ type: 'warning', message });
  try {
    return await run({
      mode: work.mode,
      playbook: work.playbook,
      playbookDirectory: work.directory,
      playbookPath: resolve(tools.cwd, work.playbook),
      plays,
      openedFiles: work.openedFiles,
      openAuthority: (directory) => certificateAuthority(directory, () => new Date()),
      inventory,
      extra,
      addresses,
      become,
      version: tools.version,
      hostPaths: tools.hostPaths,
      lock: {
        token: randomBytes(16).toString('hex'),
        who: `${tools.who} runs ${work.playbook} since ${new Date().toISOString()}`,
        waitSeconds: args.lockWait,
        breaks: args.breakLock,
      },
      undoAfterSeconds: args.undoAfter,
      forks: args.forks ?? usualForks,
      ...(args.forks === undefined && { mostForks }),
      profile: work.report !== 'none' && work.report.profile,
      ...(work.forceHandlers !== undefined && { forceHandlers: work.forceHandlers }),
      ...(work.askTask && { askTask: work.askTask }),
      ...(work.prune === true && { prune: true }),
      connect: await tools.connector({ hostKeyPolicy: args.acceptNewHostKeys ? 'accept-new' : 'strict', warn }),
      find: (kind) => {
        const definition = definitions.find(kind);
        if (definition === undefined) throw new Error(`no definition of ${kind}`);
        return definition;
      },
      show: (path) => shownPath(tools.cwd, path),
      ...(work.refused && { refused: work.refused }),
      emit: (event) => {
        work.watch?.(event);
        report.emit(event);
      },
      now: () => performance.now(),
      sleep: (milliseconds) => tools.sleep(milliseconds),
      stop: tools.stop,
      abort: tools.abort,
    });
  } finally {
    await report.close();
  }
}

const unseen: Report = { emit: () => undefined, close: () => Promise.resolve() };
