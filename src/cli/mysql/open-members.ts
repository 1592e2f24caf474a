import { randomBytes } from 'node:crypto';
import { chooseBecome } from '../../engine/choose-become.ts';
import { HostLine } from '../../engine/host-line.ts';
import { preludeFor } from '../../engine/prelude/prelude.ts';
import type { HostAddress } from '../../host.ts';
import { inventoryScope } from '../../inventory/inventory-scope.ts';
import { execute } from '../../lab/execute.ts';
import type { Member } from '../../replication/member.ts';
import { hostAccess } from '../host-access.ts';
import type { LoadedInventory } from '../load-inventory.ts';
import type { Tools } from '../tools.ts';
import { memberVariables } from './member-variables.ts';
import type { MysqlArguments } from './options.ts';

export interface OpenMembers {
  readonly members: readonly Member[];
  close(): Promise<void>;
}

/**
 * The hosts of a cluster, as whoever operates on it needs them. All but `status` take the hosts' locks, so that no run and no second
 * operation is at work there at the same time.
 */
export async function openMembers(
  tools: Tools,
  args: MysqlArguments,
  loaded: LoadedInventory,
  names: readonly string[],
): Promise<OpenMembers> {
  const { addresses, become } = await hostAccess(tools, args, loaded, names);
  const warn = (message: string): void => tools.terminal.err(`warning: ${message}\n`);
  const connect = await tools.connector({ hostKeyPolicy: args.acceptNewHostKeys ? 'accept-new' : 'strict', warn });
  const lock = {
    token: randomBytes(16).toString('hex'),
    who: `${tools.who} runs mysql ${args.action} since ${new Date().toISOString()}`,
    waitSeconds: args.lockWait,
    breaks: args.breakLock,
  };
  const lines: HostLine[] = [];
  const members = [...addresses].map(([name, address]) => open(name, address));
  return {
    members,
    close: async () => {
      await Promise.all(lines.map((line) => line.close()));
    },
  };

  function open(name: string, address: HostAddress): Member {
    const { scope } = inventoryScope(loaded.inventory, name, loaded);
    const asRoot = chooseBecome({ become: true }, become, scope);
    const variables = memberVariables(scope);
    const prelude = preludeFor(args.action === 'status' ? 'verify' : 'run', tools.hostPaths, lock, {
      owed: () => undefined,
      applied: () => undefined,
      warn: (message) => warn(`${name}: ${message}`),
    });
    const nothing = (): void => undefined;
    const line = new HostLine({
      address,
      connect,
      abort: tools.abort,
      prelude,
      onConnecting: nothing,
      onConnected: nothing,
    });
    lines.push(line);
    const { fence } = variables;
    return {
      name,
      address: variables.address ?? address.address,
      port: variables.port,
      send: (request) => line.write({ ...request, form: 'task', ...(asRoot && { become: asRoot }) }),
      ...(fence && {
        cutPower: async () => {
          const { exitCode, stdout, stderr } = await execute(fence, { timeoutMs: fenceMs, signal: tools.abort });
          return { exitCode, said: (stderr.trim() || stdout.trim()).slice(-200) };
        },
      }),
    };
  }
}

const fenceMs = 30_000;
