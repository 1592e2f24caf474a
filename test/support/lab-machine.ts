import { defaultLabName } from '../../src/lab/lab-name.ts';
import { labAvailable } from '../../src/lab/available.ts';
import { limitMemory } from './memory-limit.ts';
import { program } from './site.ts';
import type { Site } from './site.ts';

/** A lab host as somebody sees it who stands in front of it, whatever its network and sshd do. */
export interface LabMachine {
  /** Shell text as root. */
  root(script: string): Promise<string>;
  /** Power off and on again. */
  powerCut(): Promise<void>;
  powerOff(): Promise<void>;
  powerOn(): Promise<void>;
  /** None of its processes runs any more, and its addresses stay. */
  freeze(): Promise<void>;
  /** Only so many bytes besides what its processes have; gives what takes that back. */
  leaveMemory(bytes: number): Promise<() => void>;
  /** Shell text for the controller that ends with 0 when the host surely has no power, and sees to it. */
  readonly fence: string;
}

export async function labMachine(site: Site, host: string): Promise<LabMachine> {
  const lab = await labAvailable();
  if (!lab.available) throw new Error(lab.why);
  const { engine } = lab;
  const name = `rackwright-${defaultLabName(site.directory)}-${host}`;
  const call = async (words: readonly string[]): Promise<string> => {
    const end = await program(engine, words, site.directory);
    if (end.code !== 0) throw new Error(`${words.join(' ')} ended with ${end.code}: ${end.stderr}`);
    return end.stdout;
  };
  return {
    root: (script) => call(['exec', name, 'sh', '-c', script]),
    powerOff: async () => {
      await call(['stop', '--time', '0', name]);
    },
    powerOn: async () => {
      await call(['start', name]);
    },
    freeze: async () => {
      await call(['pause', name]);
    },
    leaveMemory: async (bytes) => {
      const said = await call(['inspect', '--format', '{{.State.Pid}} {{.Id}}', name]);
      const [process = '', id = ''] = said.trim().split(' ');
      return limitMemory(Number(process), id, bytes);
    },
    // Podman does not stop what is paused.
    fence: `${engine} kill ${name} >/dev/null 2>&1; ${engine} stop --time 0 ${name} >/dev/null && [ "$(${engine} inspect --format '{{.State.Running}}' ${name})" = false ]`,
    powerCut: async () => {
      await call(['restart', '--time', '0', name]);
    },
  };
}
