import { HostError } from '../diagnostics/errors.ts';
import { painter } from '../diagnostics/paint.ts';
import type { CommandResult, HostAddress } from '../host.ts';
import { askScript, usualPlaces } from '../status/ask-script.ts';
import { fleetOf } from '../status/fleet.ts';
import type { Fleet } from '../status/fleet.ts';
import { readAnswers } from '../status/read-answers.ts';
import { showFleet } from '../status/show-fleet.ts';
import { chooseHosts } from './choose-hosts.ts';
import { exitCodes } from './exit-code.ts';
import { hostAccess } from './host-access.ts';
import { loadInventory } from './load-inventory.ts';
import type { HostArguments } from './options.ts';
import type { Tools } from './tools.ts';

/**
 * Shows the health of the fleet, as its collector sees it. The collectors are asked over SSH, one after the other until one answers, so
 * that none of their ports need be open. Exit code 1 when something of weight fires, 3 when no collector answers.
 */
export async function statusCommand(
  tools: Tools,
  args: HostArguments & { readonly collectors: string; readonly format: 'text' | 'json' },
): Promise<number> {
  const loaded = await loadInventory(tools, args);
  const names = chooseHosts(tools, loaded, args.collectors);
  const { addresses } = await hostAccess(tools, args, loaded, names);
  for (const address of addresses.values()) {
    const fleet = await askCollector(tools, args, address);
    if (fleet === undefined) continue;
    if (args.format === 'json') tools.terminal.out(`${JSON.stringify(tools.secrets.data(fleet), undefined, 2)}\n`);
    else tools.terminal.out(showFleet(fleet, painter(tools.terminal.color ? 'ansi' : 'none'), new Date()));
    const grave = fleet.alerts.some(({ labels }) => ['critical', 'warning'].includes(labels['severity'] ?? ''));
    return grave ? exitCodes.failed : exitCodes.converged;
  }
  return exitCodes.unreachable;
}

/** Nothing when it does not answer, which is told. */
async function askCollector(tools: Tools, args: HostArguments, address: HostAddress): Promise<Fleet | undefined> {
  const warn = (message: string): void => tools.terminal.err(`warning: ${message}\n`);
  const connect = await tools.connector({ hostKeyPolicy: args.acceptNewHostKeys ? 'accept-new' : 'strict', warn });
  try {
    const host = await connect(address, tools.abort);
    try {
      return read(await host.send({ script: askScript(usualPlaces) }));
    } finally {
      await host.close();
    }
  } catch (error) {
    if (!(error instanceof HostError) && !(error instanceof NoAnswer)) throw error;
    tools.terminal.err(`${address.name}: ${error.message}\n`);
    return undefined;
  }
}

class NoAnswer extends Error {}

function read({ exitCode, stdout, stderr }: CommandResult): Fleet {
  const decoder = new TextDecoder();
  if (exitCode !== 0)
    throw new NoAnswer(`its Prometheus or Alertmanager does not answer: ${decoder.decode(stderr).trim()}`);
  try {
    return fleetOf(readAnswers(decoder.decode(stdout)));
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) throw new NoAnswer(error.message);
    throw error;
  }
}
