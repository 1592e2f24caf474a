import { watch } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startController } from './controller.ts';
import type { Controller, ControllerEnd } from './controller.ts';
import type { FaultHost, FaultLab } from './fault-lab.ts';
import type { Fault, Injection, Recording } from './injection.ts';
import { openLine } from './line.ts';
import { stateScript } from './state-script.ts';

/** One of the places at which hosts are made, disturbed and compared, one after the other. */
export interface Place {
  /** A run that nobody disturbs, and what it counted. */
  record(): Promise<{ readonly end: ControllerEnd; readonly recording: Recording; readonly state: string }>;
  /** A run that is disturbed, and the one after it. */
  disturb(injection: Injection): Promise<Disturbed>;
  close(): void;
}

export interface Disturbed {
  /** Whether the moment came at all. */
  readonly struck: boolean;
  readonly first: ControllerEnd;
  readonly second: ControllerEnd;
  /** Of the host, after the second run. */
  readonly state: string;
}

export async function openPlace(directory: string, lab: FaultLab, index: number): Promise<Place> {
  const line = await openLine();
  const inventory = join(directory, `place${index}.yml`);
  const known = join(directory, `known_hosts${index}`);
  await writeFile(known, lab.hostKeys.map((key) => `[127.0.0.1]:${line.port} ${key}\n`).join(''));
  await writeFile(
    inventory,
    `all:
  hosts:
    fleet:
      ansible_host: 127.0.0.1
      ansible_port: ${line.port}
      ansible_user: ops
      ansible_ssh_private_key_file: ${lab.identity}
      ansible_ssh_common_args: -o UserKnownHostsFile=${known}
`,
  );
  const next = async (): Promise<FaultHost> => {
    const host = await lab.fresh(index);
    line.reset(host.address);
    return host;
  };

  return {
    record: async () => {
      const host = await next();
      const touches = watchWrites(host, () => undefined);
      const events: Recording['events'][number][] = [];
      const end = await startController(inventory, 1, () => {
        events.push({ sent: line.sent, received: line.received, touched: touches.count() });
      }).ended;
      touches.close();
      return { end, recording: { events }, state: await host.asRoot(stateScript) };
    },
    disturb: async (injection) => {
      const host = await next();
      let struck = false;
      let thaw: () => void = () => undefined;
      const strike = (): void => {
        if (struck) return;
        struck = true;
        switch (injection.fault) {
          case 'cut':
            line.cut();
            break;
          case 'kill':
            controller.signal('SIGKILL');
            break;
          case 'freeze':
          case 'stall':
            freezing = freeze(host);
        }
      };
      let freezing: Promise<() => void> | undefined;
      const touches = watchWrites(host, (count) => {
        if (injection.moment === 'touched' && count >= injection.at) strike();
      });
      if (injection.moment === 'sent' || injection.moment === 'received')
        line.at(injection.moment, injection.at, strike);
      const controller = startController(inventory, 1, (_, count) => {
        if (injection.moment === 'event' && count >= injection.at) strike();
      });
      const ended = controller.ended;
      const over = ended.then(() => true);
      while (freezing === undefined && !(await Promise.race([over, delay(20, false)])));
      if (freezing !== undefined) {
        thaw = await freezing;
        await delay(patienceMs[injection.fault]);
        if (injection.fault === 'freeze') await interrupt(controller);
        else thaw();
      }
      const first = await ended;
      touches.close();
      const following = startController(inventory, 2, () => undefined).ended;
      if (injection.fault === 'freeze') {
        await delay(1500);
        thaw();
      }
      const second = await following;
      return { struck, first, second, state: await host.asRoot(stateScript) };
    },
    close: () => line.close(),
  };
}

/** Once asks for an end, twice for one at once. */
async function interrupt(controller: Controller): Promise<void> {
  controller.signal('SIGINT');
  await delay(200);
  controller.signal('SIGINT');
}

const patienceMs: Readonly<Record<Fault, number>> = { cut: 0, kill: 0, freeze: 300, stall: 1000 };

/** Stops what serves sessions; gives what lets it go on. */
async function freeze(host: FaultHost): Promise<() => void> {
  const pids = await host.sessions();
  for (const pid of pids) signal(pid, 'SIGSTOP');
  return () => {
    for (const pid of pids) signal(pid, 'SIGCONT');
  };
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended.
  }
}

/** Where the play writes; what is not there before it does not tell. */
const written = [
  '/etc',
  '/etc/fleet',
  '/srv',
  '/etc/systemd/system',
  '/etc/sudoers.d',
  '/etc/cron.d',
  '/var/lib',
  '/var/lib/dpkg',
  '/etc/ssh/sshd_config.d',
];

interface Touches {
  count(): number;
  close(): void;
}

function watchWrites(host: FaultHost, onTouch: (count: number) => void): Touches {
  let count = 0;
  const watchers = written.map((path) =>
    watch(`${host.root}${path}`, () => {
      count += 1;
      onTouch(count);
    }),
  );
  return {
    count: () => count,
    close: () => {
      for (const each of watchers) each.close();
    },
  };
}
