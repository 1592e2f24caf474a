import type { FactKind } from '../fact.ts';
import { FactError } from '../fact.ts';
import { sh } from '../shell.ts';
import { lookAgain } from './look-again.ts';
import { outputLines } from './output-lines.ts';

/** Source: `systemctl show`. The words are systemd's own: systemctl(1), `org.freedesktop.systemd1(5)`. */
export interface ServiceState {
  /** False when the host was not started by systemd; then nothing else is known. */
  readonly systemd: boolean;
  /** What the name stands for: `ssh.service` for `sshd.service`. */
  readonly id: string;
  /** `loaded`, `not-found`, `masked`, `bad-setting`, `error`, … */
  readonly load: string;
  /** `active`, `inactive`, `failed`, `activating`, `deactivating`, `reloading`, `maintenance`. */
  readonly active: string;
  /** `running`, `exited`, `dead`, `auto-restart`, `listening`, … */
  readonly sub: string;
  /** `enabled`, `disabled`, `static`, `masked`, `generated`, `indirect`, `alias`, …; empty without a unit file. */
  readonly unitFile: string;
  /** A System V script behind a `generated` unit is linked into a run level. */
  readonly systemVEnabled: boolean;
  /** The unit's files were changed after systemd had read them. */
  readonly needsDaemonReload: boolean;
  /** `simple`, `exec`, `forking`, `oneshot`, `notify`, `dbus`, …; empty for units that are no services. */
  readonly type: string;
  readonly remainAfterExit: boolean;
  readonly canReload: boolean;
  /** How it last ended: `success`, `exit-code`, `signal`, `timeout`, … */
  readonly result: string;
  /** 32 hexadecimal digits, new at each start; empty when it does not run. */
  readonly invocation: string;
  /** 0 when there is none. */
  readonly mainPid: number;
  /** How often systemd itself has restarted it. */
  readonly restarts: number;
}

/** Keys are full unit names: `nginx.service`. A template (`app@.service`) has no state; what is told is that of an instance which nobody uses. */
export const serviceState: FactKind<string, ServiceState> = {
  name: 'serviceState',
  identity: (unit) => unit,
  script: (units) => sh`if [ -d /run/systemd/system ]; then
echo systemd
for link in /etc/rc[2345].d/S[0-9][0-9]*; do echo "\${link##*/S[0-9][0-9]}"; done
echo
systemctl show --no-pager --property ${properties} -- ${lookAgain} ${units.map(instanceOf)}
else echo none; fi`,
  parse,
};

function instanceOf(unit: string): string {
  return unit.replace(/@(?=\.[a-z]+$)/, '@rackwright');
}

const properties =
  'Id,LoadState,ActiveState,SubState,UnitFileState,NeedDaemonReload,Type,RemainAfterExit,CanReload,Result,InvocationID,MainPID,NRestarts';

function parse(stdout: Buffer, units: readonly string[]): readonly ServiceState[] {
  const [head, ...blocks] = stdout.toString('utf8').trimEnd().split('\n\n');
  const [manager, ...scripts] = outputLines(Buffer.from(head ?? ''));
  if (manager === 'none') return units.map(() => ({ ...unknown, systemd: false }));
  if (manager !== 'systemd' || blocks.length !== units.length + 1)
    throw new FactError(`serviceState: ${blocks.length} answers to ${units.length} questions and one more`);
  const enabled = new Set(scripts);
  return blocks.slice(1).map((block) => stateOf(block, enabled));
}

const unknown: ServiceState = {
  systemd: true,
  id: '',
  load: 'not-found',
  active: 'inactive',
  sub: 'dead',
  unitFile: '',
  systemVEnabled: false,
  needsDaemonReload: false,
  type: '',
  remainAfterExit: false,
  canReload: false,
  result: '',
  invocation: '',
  mainPid: 0,
  restarts: 0,
};

function stateOf(block: string, scripts: ReadonlySet<string>): ServiceState {
  const values = new Map(block.split('\n').map((line) => pair(line)));
  const text = (name: string): string => values.get(name) ?? '';
  const [id, load, active] = [text('Id'), text('LoadState'), text('ActiveState')];
  if (id === '' || load === '' || active === '')
    throw new FactError('serviceState: an answer lacks Id, LoadState or ActiveState');
  return {
    systemd: true,
    id,
    load,
    active,
    sub: text('SubState'),
    unitFile: text('UnitFileState'),
    systemVEnabled: scripts.has(id.replace(/\.service$/, '')),
    needsDaemonReload: text('NeedDaemonReload') === 'yes',
    type: text('Type'),
    remainAfterExit: text('RemainAfterExit') === 'yes',
    canReload: text('CanReload') === 'yes',
    result: text('Result'),
    invocation: text('InvocationID'),
    mainPid: count(text('MainPID')),
    restarts: count(text('NRestarts')),
  };
}

function pair(line: string): readonly [string, string] {
  const at = line.indexOf('=');
  if (at < 1) throw new FactError('serviceState: a line is not NAME=VALUE');
  return [line.slice(0, at), line.slice(at + 1)];
}

function count(text: string): number {
  return /^\d{1,10}$/.test(text) ? Number(text) : 0;
}
