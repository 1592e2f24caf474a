import { labMachine } from '../../support/lab-machine.ts';
import type { Sign } from './remedy.ts';

/**
 * Whether the kernel kills the database when a process of the web's unit takes more memory than the host has. The host is made that small from outside
 * meanwhile: inside of it no controller of memory is to be had.
 */
export function memorySpike(host: string, unit: string, database: string): Sign {
  return {
    what: `${database} killed by the kernel when ${unit} takes the last memory of ${host}`,
    seen: async (site) => {
      const before = (await site.asRoot(host, `pidof ${database}`)).trim();
      const machine = await labMachine(site, host);
      const widen = await machine.leaveMemory(spare);
      // It is as likely to be killed as the unit's own processes.
      const worth = `cat /proc/$(systemctl show -P MainPID ${unit})/oom_score_adj >/proc/self/oom_score_adj`;
      const spike = `sh -c '${worth}; head -c 900M /dev/zero | tail >/dev/null' && echo all`;
      const said = await site.asRoot(host, `${spike} || true`).finally(widen);
      if (said.includes('all')) throw new Error(`${host} had memory enough for everybody`);
      const after = (await site.asRoot(host, `sleep 8; systemctl start mariadb; pidof ${database}`)).trim();
      return after !== before;
    },
  };
}

/** Less than the database has. */
const spare = 64 * 1024 * 1024;
