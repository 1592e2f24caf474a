import { CannotConverge } from '../../resource.ts';
import type { Change, Step } from '../../resource.ts';
import type { ServiceState } from '../../facts/service-state.ts';
import { sh } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import { calmScript } from './calm-script.ts';
import { saysWhenReady } from './says-when-ready.ts';
import type { WantedService } from './wanted.ts';

/** @throws CannotConverge for what systemd would refuse, before anything is written */
export function serviceSteps(wanted: WantedService, unit: ServiceState, changes: readonly Change[]): readonly Step[] {
  const name = wanted.unit ?? '';
  const to = (attribute: string): Change['to'] | undefined =>
    changes.find((change) => change.attribute === attribute)?.to;
  const starts = to('state') === 'started';
  refuse(wanted, unit, name, to('enabled') === true, starts);
  const enables = to('enabled') === true;
  return [
    ...(to('daemon_reload') !== undefined || (starts && unit.needsDaemonReload) ? [daemonReload] : []),
    ...(to('masked') === false ? [step(`unmask ${name}`, sh`systemctl unmask -- ${name}`)] : []),
    ...(enables && !starts ? [step(`enable ${name}`, sh`systemctl enable -- ${name}`)] : []),
    ...(to('enabled') === false ? [step(`disable ${name}`, sh`systemctl disable -- ${name}`)] : []),
    ...(to('state') === 'stopped' ? [step(`stop ${name}`, sh`systemctl stop -- ${name}`)] : []),
    ...(to('masked') === true ? [step(`mask ${name}`, sh`systemctl mask -- ${name}`)] : []),
    ...(starts ? [step(enables ? `enable and start ${name}` : `start ${name}`, startUnit(name, unit, enables))] : []),
  ];
}

export const daemonReload: Step = {
  type: 'run',
  title: 'read the unit files',
  command: sh`systemctl daemon-reload`,
  onDisconnect: 'finish',
};

function refuse(wanted: WantedService, unit: ServiceState, name: string, enables: boolean, starts: boolean): void {
  if (!enables && !starts) return;
  if (unit.load === 'not-found')
    throw new CannotConverge(
      `the host has no unit ${name}; install its package first, or look for the name with "systemctl list-unit-files"`,
    );
  if (unit.load === 'masked' && wanted.masked === undefined)
    throw new CannotConverge(`${name} is masked; add masked: false to allow it`);
  if (starts && unit.type === 'oneshot' && !unit.remainAfterExit)
    throw new CannotConverge(
      `${name} runs once and does not stay active, so it cannot be kept started; use state: restarted, or start its timer`,
    );
}

/**
 * systemd counts most services as started once they are ready, but a simple one as soon as it has a process: then it is watched until it
 * is idle, and so is a masked one, whose kind is not known yet. What the unit said last stands on stderr then.
 *
 * A unit that has failed too often in a row, as many do that their package starts without a configuration, is refused for a while: that is
 * forgotten first.
 */
function startUnit(name: string, unit: ServiceState, enables: boolean): Command {
  const stumbled = unit.active !== 'inactive' || unit.result !== 'success' || unit.restarts > 0;
  const forget = stumbled ? sh`systemctl reset-failed -- ${name} 2>/dev/null; ` : sh``;
  const start = enables ? sh`systemctl enable --now -- ${name}` : sh`systemctl start -- ${name}`;
  const settle = unit.load !== 'masked' && saysWhenReady(unit) ? sh`` : sh`{ ${calmScript(name)}; } && `;
  return sh`${forget}${start} && ${settle}systemctl is-active --quiet -- ${name} || { ${explainUnit(name)}; exit 1; }`;
}

/** The unit's state and its last lines in the journal, on stderr. */
export function explainUnit(name: string): Command {
  return sh`systemctl status --no-pager --full --lines=15 -- ${name} >&2`;
}

function step(title: string, command: Command): Step {
  return { type: 'run', title, command, onDisconnect: 'finish' };
}
