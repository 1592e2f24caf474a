import { createConnection } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Site } from '../support/site.ts';
import { balancers } from './tls-site.ts';

export interface Move {
  readonly from: string;
  readonly to: string;
  /** Seconds in which nobody answered at the shared address. */
  readonly gap: number;
  readonly wrong: readonly string[];
}

/** Powers the host off that has the shared address, and switches it on again. */
export async function moveAddress(site: Site, address: string): Promise<Move> {
  const [from = '', ...more] = await owners(site, address, balancers);
  const wrong =
    more.length > 0 || from === '' ? [`before: ${[from, ...more].join(', ') || 'nobody'} has ${address}`] : [];
  const others = balancers.filter((name) => name !== from);
  const gap = await silence(address, async () => {
    // Without any farewell; the line to it goes, too.
    await site.asRoot(from, 'systemctl poweroff --force --force').catch(() => undefined);
  });
  const [to = ''] = await owners(site, address, others);
  if (gap >= 3) wrong.push(`nobody answered for ${gap.toFixed(1)} s`);
  const up = await site.rackwright('lab', 'up', '--yes');
  if (up.code !== 0) wrong.push(up.stderr);
  await delay(8000);
  const after = await owners(site, address, balancers);
  if (after.join() !== to)
    wrong.push(`after it came back: ${after.join(', ') || 'nobody'} has ${address}, and not ${to}`);
  return { from, to, gap, wrong };
}

async function owners(site: Site, address: string, hosts: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(hosts.map((host) => site.asRoot(host, 'ip -o -4 address')));
  return hosts.filter((_, index) => found[index]?.includes(` ${address}/`) === true);
}

/** @returns seconds between the last connection before and the first one after the cut */
async function silence(address: string, cut: () => Promise<void>): Promise<number> {
  if (!(await connects(address))) throw new Error(`nobody answers at ${address}`);
  let lastAnswer = performance.now();
  let longest = 0;
  const cutting = cut();
  // Long enough for any takeover that would still count.
  const end = performance.now() + 10_000;
  while (performance.now() < end) {
    if (await connects(address)) {
      longest = Math.max(longest, performance.now() - lastAnswer);
      lastAnswer = performance.now();
    }
    await delay(20);
  }
  await cutting;
  return Math.max(longest, performance.now() - lastAnswer) / 1000;
}

function connects(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: address, port: 443, timeout: 200 });
    const end = (answered: boolean): void => {
      socket.destroy();
      resolve(answered);
    };
    socket.on('connect', () => {
      end(true);
    });
    socket.on('timeout', () => {
      end(false);
    });
    socket.on('error', () => {
      end(false);
    });
  });
}
