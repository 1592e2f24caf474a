import { labMachine } from '../../support/lab-machine.ts';
import type { Site } from '../../support/site.ts';

/** How a host is lost. */
export const manners = ['power-off', 'link-down', 'freeze'] as const;

export type Manner = (typeof manners)[number];

/** Takes a host away without any farewell, and gives what brings it back. */
export async function takeAway(site: Site, host: string, manner: Manner): Promise<() => Promise<void>> {
  const machine = await labMachine(site, host);
  // Whoever fences it meanwhile has switched it off.
  const back = async (): Promise<void> => {
    await machine.powerOff();
    await machine.powerOn();
  };
  switch (manner) {
    case 'power-off':
      await machine.powerOff();
      return () => machine.powerOn();
    case 'link-down':
      await machine.root('ip link set eth0 down');
      return back;
    case 'freeze':
      await machine.freeze();
      return back;
  }
}
