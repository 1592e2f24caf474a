import { CannotConverge } from '../../resource.ts';
import type { InterfaceManagers } from '../../facts/interface-managers.ts';
import type { InterfaceBackend } from './backend.ts';
import { ifupdown } from './ifupdown.ts';
import { netplan } from './netplan.ts';
import { networkd } from './networkd.ts';
import type { WantedInterface } from './wanted.ts';

/**
 * Who sets the interface up now; where nobody does, the only one that the host has.
 * @throws CannotConverge when two do, when it is one that is not known here, and when nothing tells whom to take
 */
export function chooseBackend({ name, backend }: WantedInterface, managers: InterfaceManagers): InterfaceBackend {
  const claims = claimsOf(managers);
  const by = claims.map(({ manager, file }) => (file === '-' ? manager : `${manager} (${file})`)).join(' and ');
  const owners = [...new Set(claims.map(({ manager }) => manager))];
  if (owners.length > 1)
    throw new CannotConverge(`${name} is set up by ${by}; leave it to one of them, or they will fight for it`);
  const owner = owners[0];
  if (owner === 'NetworkManager')
    throw new CannotConverge(
      `${name} is set up by NetworkManager, which is not known here; use nmcli in a guarded command`,
    );
  if (owner !== undefined && backend !== 'auto' && backend !== owner)
    throw new CannotConverge(`${name} is set up by ${by}, so ${backend} cannot have it, too; take it away there first`);
  const own = backends.find((each) => each.name === (owner ?? backend)) ?? onlyOneOf(name, managers);
  const others = claims.filter(({ file }) => file !== own.path(name));
  const [other] = own === networkd ? [] : others;
  if (other !== undefined)
    throw new CannotConverge(
      `${other.file} describes ${name}, too, and ${own.name} would mix both; take it out there first`,
    );
  return own;
}

const backends: readonly InterfaceBackend[] = [ifupdown, networkd, netplan];

/** What networkd has by a file that netplan made is netplan's. */
function claimsOf({ claims }: InterfaceManagers): InterfaceManagers['claims'] {
  return claims.filter(
    ({ manager, file }) => manager !== 'networkd' || !/^\/run\/systemd\/network\/\d+-netplan-/.test(file),
  );
}

/** netplan sits on top of networkd. */
function onlyOneOf(name: string, { present }: InterfaceManagers): InterfaceBackend {
  const usable = backends.filter(
    (each) => present.includes(each.name) && (each !== networkd || !present.includes('netplan')),
  );
  const [first, second] = usable;
  if (first === undefined)
    throw new CannotConverge(
      `nothing on the host sets up interfaces: neither ifupdown nor netplan is there, and systemd-networkd does not run`,
    );
  if (second !== undefined)
    throw new CannotConverge(
      `${usable.map((each) => each.name).join(' and ')} could set up ${name}, and nothing describes it yet; say which by backend`,
    );
  return first;
}
