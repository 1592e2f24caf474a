import { hostAddresses } from '../engine/host-addresses.ts';
import { run } from '../engine/run.ts';
import type { RunMode } from '../reporter.ts';
import { becomeOptions } from './become-options.ts';
import { exitCodeOf, exitCodes } from './exit-code.ts';
import { connectionDefaults } from './connection-defaults.ts';
import { listPlays } from './list-plays.ts';
import { loadInventory } from './load-inventory.ts';
import { loadPlaybook, shownPath } from './load-playbook.ts';
import type { PlaybookArguments } from './options.ts';
import { showDiagnostics } from './show-diagnostics.ts';
import type { Tools } from './tools.ts';
import { dirname, resolve } from 'node:path';

/** `run`, `plan` and `verify`: the same road; only a run writes. Gives the exit code. */
export async function runCommand(
  tools: Tools,
  args: PlaybookArguments & { readonly expectUnchanged?: boolean },
  mode: RunMode,
): Promise<number> {
  const loaded = await loadInventory(tools, args, dirname(resolve(tools.cwd, args.playbook)));
  const { playbook, directory, plays } = await loadPlaybook(tools, args, loaded);
  showDiagnostics(tools.terminal, loaded.warnings);
  if (args.listHosts || args.listTasks) {
    tools.terminal.out(listPlays(plays, { hosts: args.listHosts, tasks: args.listTasks }));
    return exitCodes.converged;
  }
  const hosts = [...new Set(plays.flatMap((each) => each.hosts))];
  const password = args.askPass ? await tools.terminal.askSecret('Login password: ') : undefined;
  const { inventory, extra } = loaded;
  const defaults = connectionDefaults(args);
  const addresses = hostAddresses({ inventory, extra, cwd: tools.cwd, defaults, password }, hosts);
  const become = await becomeOptions(tools.terminal, args);
  const definitions = await tools.definitions();

  const secrets = [become.password, password].filter((each) => each !== undefined);
  const report = await tools.report(
    { output: args.output, diff: args.diff, verbose: args.verbose, stats: args.stats },
    secrets,
  );
  const warn = (message: string): void => report.emit({ type: 'warning', message });
  try {
    const summary = await run({
      mode,
      playbook: playbook.path,
      playbookDirectory: directory,
      plays,
      inventory,
      extra,
      addresses,
      become,
      version: tools.version,
      forks: args.forks,
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
    return exitCodeOf(summary, mode === 'verify' || args.expectUnchanged === true);
  } finally {
    await report.close();
  }
}
