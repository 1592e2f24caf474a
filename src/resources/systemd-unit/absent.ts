import { defineResource } from '../../definition.ts';
import type { FactReader } from '../../fact.ts';
import { fileState } from '../../facts/file-state.ts';
import type { FileState } from '../../facts/file-state.ts';
import { serviceState } from '../../facts/service-state.ts';
import type { ServiceState } from '../../facts/service-state.ts';
import { CannotConverge } from '../../resource.ts';
import type { Change, Step } from '../../resource.ts';
import { sh } from '../../shell.ts';
import { typeName } from '../file-refusal.ts';
import { serviceChanges } from '../service/diff.ts';
import { daemonReload } from '../service/systemd-steps.ts';
import { systemdUnitArguments } from './arguments.ts';
import { wantedUnitFile } from './wanted.ts';
import type { WantedUnitFile } from './wanted.ts';

interface ObservedUnit {
  readonly file: FileState;
  readonly unit: ServiceState;
  /** There is a unit of this name without our file: a package's. */
  readonly vendor: boolean;
}

export const unitFileAbsent = defineResource<WantedUnitFile, ObservedUnit>({
  kind: 'systemd_unit',
  schema: systemdUnitArguments,
  wanted: wantedUnitFile,
  observe,
  diff,
  steps,
});

async function observe({ unit: name, file: { path } }: WantedUnitFile, host: FactReader): Promise<ObservedUnit> {
  const [file, unit, ...vendors] = await Promise.all([
    host.read(fileState, path),
    host.read(serviceState, name),
    ...vendorDirectories.map((directory) => host.read(fileState, `${directory}/${name}`)),
  ]);
  return { file, unit, vendor: vendors.some((each) => each.type !== 'absent') };
}

/** systemd.unit(5), without what is made at run time. */
const vendorDirectories = ['/usr/local/lib/systemd/system', '/usr/lib/systemd/system', '/lib/systemd/system'];

function diff(wanted: WantedUnitFile, { file, unit, vendor }: ObservedUnit): readonly Change[] {
  if (file.type === 'link' && file.target === '/dev/null')
    throw new CannotConverge(`${wanted.unit} is masked, so there is no file of it; use service with masked: false`);
  if (file.type === 'directory' || file.type === 'other' || file.type === 'unreadable')
    throw new CannotConverge(`${wanted.file.path} is ${typeName(file)}, and is not removed`);
  const ends = file.type !== 'absent' && !vendor && wanted.dropin === undefined;
  return [
    ...(file.type === 'absent' ? [] : [{ attribute: 'file', from: 'present', to: 'absent' }]),
    ...serviceChanges({ ...wanted.service, ...(ends && { enabled: false, state: 'stopped' as const }) }, unit),
  ];
}

function steps({ unit, file: { path } }: WantedUnitFile, _: ObservedUnit, changes: readonly Change[]): readonly Step[] {
  const differs = (attribute: string): boolean => changes.some((change) => change.attribute === attribute);
  return [
    ...(differs('state') || differs('enabled') ? [end(unit)] : []),
    ...(differs('file') ? [{ type: 'remove' as const, path }] : []),
    daemonReload,
  ];
}

/** A unit that has failed would be remembered without its file. */
function end(unit: string): Step {
  return {
    type: 'run',
    title: `stop and disable ${unit}`,
    command: sh`systemctl disable --now -- ${unit} && { systemctl reset-failed -- ${unit} 2>/dev/null || :; }`,
    onDisconnect: 'finish',
  };
}
