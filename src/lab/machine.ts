import type { LabContainer } from './container-list.ts';
import type { Engine } from './engine.ts';
import { execute } from './execute.ts';
import { succeed } from './succeed.ts';

/** How a host is lost without any farewell. */
export const manners = ['power-off', 'link-down', 'freeze'] as const;

export type Manner = (typeof manners)[number];

/**
 * Takes a lab host away, and gives what brings it back.
 * @throws HostError `lab-failed`
 */
export async function takeAway(engine: Engine, { id }: LabContainer, manner: Manner): Promise<() => Promise<void>> {
  const call = (...words: readonly string[]): Promise<string> =>
    succeed(`have a lab host ${manner}`, [...engine.command, ...words]);
  const powerOff = async (): Promise<void> => {
    // Podman does not stop what is paused; to be killed it is enough to be there.
    await execute([...engine.command, 'kill', id]);
    await call('stop', '--time', '0', id);
  };
  const powerOn = async (): Promise<void> => {
    await call('start', id);
  };
  // Whoever fences it meanwhile has switched it off.
  const back = async (): Promise<void> => {
    await powerOff();
    await powerOn();
  };
  switch (manner) {
    case 'power-off':
      await powerOff();
      return powerOn;
    case 'link-down':
      await call('exec', id, 'ip', 'link', 'set', 'eth0', 'down');
      return back;
    case 'freeze':
      await call('pause', id);
      return back;
  }
}
