import { readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { cgroupCpuMs, cgroupRoot } from './process-group.ts';

/** What the hosts have used so far. */
export interface Counters {
  read(): Promise<{ readonly hostCpuMs: number; readonly bytes: number }>;
}

/**
 * @param pids the hosts' first processes, as the controller sees them
 * @param gateway the controller's own address in the hosts' network, IPv4
 */
export async function openCounters(pids: readonly number[], gateway: string): Promise<Counters> {
  const groups = await Promise.all(pids.map(containerGroup));
  const bridge = interfaceOf(gateway);
  return {
    read: async () => {
      const [cpu, sent, received] = await Promise.all([
        Promise.all(groups.map(cgroupCpuMs)),
        readCount(bridge, 'tx_bytes'),
        readCount(bridge, 'rx_bytes'),
      ]);
      return { hostCpuMs: cpu.reduce((sum, each) => sum + each, 0), bytes: sent + received };
    },
  };
}

/** systemd moves itself below the container's own group, which is the one with the container's id in its name. */
async function containerGroup(pid: number): Promise<string> {
  const [, path] = /^0::(\S*[0-9a-f]{64}[^/\n]*)/m.exec(await readFile(`/proc/${pid}/cgroup`, 'utf8')) ?? [];
  if (path === undefined) throw new Error(`process ${pid} is in no container's control group`);
  return (await cgroupRoot()) + path;
}

function interfaceOf(address: string): string {
  const found = Object.entries(networkInterfaces()).find(([, all]) => all?.some((each) => each.address === address));
  if (found === undefined) throw new Error(`this machine has not the address ${address}`);
  return found[0];
}

async function readCount(bridge: string, name: string): Promise<number> {
  return Number(await readFile(`/sys/class/net/${bridge}/statistics/${name}`, 'utf8'));
}
