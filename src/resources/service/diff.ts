import { CannotConverge } from '../../resource.ts';
import type { Change } from '../../resource.ts';
import type { ServiceState } from '../../facts/service-state.ts';
import { readableState } from './readable-state.ts';
import type { WantedService } from './wanted.ts';

/** @throws CannotConverge on a host without systemd */
export function serviceChanges(wanted: WantedService, unit: ServiceState): readonly Change[] {
  requireSystemd(unit.systemd);
  return [
    ...(wanted.daemonReload && unit.needsDaemonReload ? [outdated] : []),
    ...difference('masked', wanted.masked, isMasked(unit)),
    ...difference('enabled', wanted.enabled, isEnabled(unit) ?? wanted.enabled ?? false),
    ...stateChange(wanted, unit),
  ];
}

export function requireSystemd(systemd: boolean): void {
  if (systemd) return;
  throw new CannotConverge('services need systemd, and this host was not started by it; use "command" with a guard');
}

export const outdated: Change = { attribute: 'daemon_reload', from: 'unit files outdated', to: 'unit files read' };

/** `masked-runtime` does not outlive a reboot. */
function isMasked(unit: ServiceState): boolean {
  return unit.unitFile === 'masked' || (unit.load === 'masked' && unit.unitFile !== 'masked-runtime');
}

/** Nothing when it can be neither enabled nor disabled: `systemctl is-enabled` is content with these. */
function isEnabled(unit: ServiceState): boolean | undefined {
  switch (unit.unitFile) {
    case 'enabled':
    case 'alias':
      return true;
    case 'static':
    case 'indirect':
    case 'transient':
      return undefined;
    case 'generated':
      return unit.id.endsWith('.service') ? unit.systemVEnabled : undefined;
    default:
      return false;
  }
}

function stateChange(wanted: WantedService, unit: ServiceState): readonly Change[] {
  if (wanted.state === undefined) return [];
  const there = wanted.state === 'started' ? isUp(unit) : isDown(unit);
  return there ? [] : [{ attribute: 'state', from: readableState(unit), to: wanted.state }];
}

export function isUp(unit: ServiceState): boolean {
  return unit.active === 'active' || unit.active === 'reloading' || unit.active === 'refreshing';
}

function isDown(unit: ServiceState): boolean {
  return unit.active === 'inactive' || unit.active === 'failed';
}

function difference(attribute: string, wanted: boolean | undefined, found: boolean): readonly Change[] {
  return wanted === undefined || wanted === found ? [] : [{ attribute, from: found, to: wanted }];
}
