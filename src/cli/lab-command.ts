import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { hostAddresses } from '../engine/host-addresses.ts';
import { inventoryScope } from '../inventory/inventory-scope.ts';
import { labDown } from '../lab/down.ts';
import { defaultLabName } from '../lab/lab-name.ts';
import { labImages } from '../lab/plan.ts';
import type { LabImage, LabPlan } from '../lab/plan.ts';
import { labSshCommand } from '../lab/ssh-command.ts';
import { labStatus } from '../lab/status.ts';
import type { LabStatus } from '../lab/status.ts';
import { labSubnet } from '../lab/subnet.ts';
import { labUp } from '../lab/up.ts';
import { exitCodes } from './exit-code.ts';
import { loadInventory } from './load-inventory.ts';
import type { LoadedInventory } from './load-inventory.ts';
import type { Terminal, Tools } from './tools.ts';
import { isConnectionVariable, unlockHosts } from './unlock.ts';

export interface LabArguments {
  readonly action: 'up' | 'down' | 'status' | 'ssh';
  readonly host: string | undefined;
  readonly inventory: readonly string[];
  readonly yes: boolean;
}

/** Makes, removes and shows the hosts of an inventory as containers on this machine. */
export async function labCommand(tools: Tools, args: LabArguments): Promise<number> {
  const plan = await labPlan(tools, args.inventory);
  const { terminal } = tools;
  const say = (message: string): void => terminal.err(`${message}\n`);
  switch (args.action) {
    case 'up': {
      const install =
        args.yes || process.env['CI'] === 'true' ? 'yes' : terminal.interactive ? askToInstall(terminal) : 'never';
      terminal.out(statusText(await labUp(plan, { say, install, signal: tools.stop })));
      return exitCodes.converged;
    }
    case 'down':
      await labDown(plan, { say, signal: tools.stop });
      return exitCodes.converged;
    case 'status': {
      const status = await labStatus(plan, { signal: tools.stop });
      terminal.out(statusText(status));
      return status.hosts.every((host) => host.state === 'ready') ? exitCodes.converged : exitCodes.failed;
    }
    case 'ssh':
      return openShell(plan, args.host);
  }
}

async function labPlan(tools: Tools, paths: readonly string[]): Promise<LabPlan> {
  const loaded = await loadInventory(tools, {
    inventory: [...paths],
    limit: undefined,
    extraVars: undefined,
  });
  const { inventory, extra } = loaded;
  const names = inventory.groups.get('all')?.hosts ?? [];
  await unlockHosts(loaded, names, isConnectionVariable);
  const addresses = hostAddresses({ inventory, extra, cwd: tools.cwd, defaults: [], password: undefined }, names);
  const hosts = [...addresses.values()].map(({ name, address }) => ({ name, address, image: imageOf(loaded, name) }));
  return {
    name: defaultLabName(tools.cwd),
    subnet: labSubnet(hosts.map((host) => host.address)),
    hosts,
    directory: join(tools.cwd, '.rackwright', 'lab'),
  };
}

/** @throws InputError when `lab_image` names none that there is */
function imageOf(loaded: LoadedInventory, name: string): LabImage {
  const { scope } = inventoryScope(loaded.inventory, name, loaded);
  const wanted = 'lab_image' in scope ? scope['lab_image'] : 'bookworm';
  const image = labImages.find((each) => each === wanted);
  if (image !== undefined) return image;
  throw new InputError([
    problem('bad-value', `${name}: the variable lab_image must be one of ${labImages.join(', ')}`, undefined),
  ]);
}

function askToInstall(terminal: Terminal): (packages: readonly string[]) => Promise<boolean> {
  return async (packages) => {
    const answer = await terminal.ask(`The lab needs these packages: ${packages.join(' ')}. Install them? [y/N] `);
    return /^y(es)?$/i.test(answer.trim());
  };
}

function statusText({ name, engine, hosts }: LabStatus): string {
  const width = Math.max(...hosts.map((host) => host.name.length));
  const lines = hosts.map((host) => `  ${host.name.padEnd(width)}  ${host.address.padEnd(15)}  ${host.state}`);
  return `lab ${name} (${engine})\n${lines.join('\n')}\n`;
}

function openShell(plan: LabPlan, host: string | undefined): Promise<number> {
  const names = plan.hosts.map((each) => each.name);
  if (host === undefined || !names.includes(host)) {
    const hint = (host === undefined ? undefined : didYouMean(host, names)) ?? `hosts: ${names.join(', ')}`;
    throw new InputError([
      problem('usage', `name a host of the lab: rackwright lab ssh ${names[0] ?? 'HOST'}`, undefined, { hint }),
    ]);
  }
  const [program = 'ssh', ...words] = labSshCommand(plan, host);
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? exitCodes.failed));
  });
}
