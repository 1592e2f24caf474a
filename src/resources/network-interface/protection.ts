import type { Protection } from '../../resource.ts';
import { sh } from '../../shell.ts';
import type { ObservedInterface } from './observed.ts';
import type { WantedInterface } from './wanted.ts';

/**
 * The file, and what is in effect: MTU, addresses and routes as ip(8) saves them. The backend is told of the old file first, because
 * what it does then may take addresses away that it does not know.
 */
export function interfaceProtection({ name }: WantedInterface, { backend, state }: ObservedInterface): Protection {
  const path = backend.path(name);
  if (state.mtu === 0) return { paths: [path] };
  return {
    paths: [path],
    live: [
      {
        title: `the MTU of ${name}`,
        save: sh`cat -- ${`/sys/class/net/${name}/mtu`}`,
        restore: sh`PATH=$PATH:/usr/sbin:/sbin
IFS= read -r mtu || exit
( ${backend.apply(name, [])}\n)
ip link set dev ${name} ${state.up ? 'up' : 'down'} mtu "$mtu"`,
      },
      {
        title: `the addresses of ${name}`,
        save: sh`PATH=$PATH:/usr/sbin:/sbin; ip addr save dev ${name}`,
        restore: sh`PATH=$PATH:/usr/sbin:/sbin; ip addr flush dev ${name}; ip addr restore`,
      },
      ...(['-4', '-6'] as const).map((family) => ({
        title: `the routes over ${name}`,
        save: sh`PATH=$PATH:/usr/sbin:/sbin; ip ${family} route save table main dev ${name}`,
        restore: sh`PATH=$PATH:/usr/sbin:/sbin; ip ${family} route flush table main dev ${name}; ip ${family} route restore`,
      })),
    ],
  };
}
