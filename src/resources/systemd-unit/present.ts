import { defineResource } from '../../definition.ts';
import type { FactReader } from '../../fact.ts';
import { serviceState } from '../../facts/service-state.ts';
import type { ServiceState } from '../../facts/service-state.ts';
import { CannotConverge } from '../../resource.ts';
import type { Change, Step } from '../../resource.ts';
import { makeDirectory } from '../make-directory.ts';
import { fileChanges, fileSteps, observeFile } from '../regular-file.ts';
import type { ObservedFile } from '../regular-file.ts';
import { describeUnit } from '../service/describe-unit.ts';
import { outdated, serviceChanges } from '../service/diff.ts';
import { daemonReload, serviceSteps } from '../service/systemd-steps.ts';
import { systemdUnitArguments } from './arguments.ts';
import { wantedUnitFile } from './wanted.ts';
import type { WantedUnitFile } from './wanted.ts';

interface ObservedUnitFile {
  readonly file: ObservedFile;
  readonly unit: ServiceState;
}

export const unitFilePresent = defineResource<WantedUnitFile, ObservedUnitFile>({
  kind: 'systemd_unit',
  schema: systemdUnitArguments,
  wanted: wantedUnitFile,
  observe,
  diff,
  steps,
  facts: (_, { unit }) => describeUnit(unit),
});

async function observe(wanted: WantedUnitFile, host: FactReader): Promise<ObservedUnitFile> {
  const [file, unit] = await Promise.all([observeFile(wanted.file, host), host.read(serviceState, wanted.unit)]);
  return { file, unit };
}

function diff(wanted: WantedUnitFile, { file, unit }: ObservedUnitFile): readonly Change[] {
  if (file.state.type === 'link' && file.state.target === '/dev/null')
    throw new CannotConverge(`${wanted.unit} is masked; allow it first by service with masked: false`);
  return [...fileChanges(wanted.file, file), ...serviceChanges(wanted.service, unit)];
}

function steps(wanted: WantedUnitFile, { file, unit }: ObservedUnitFile, changes: readonly Change[]): readonly Step[] {
  const { path } = wanted.file;
  const fileOnly = fileChanges(wanted.file, file);
  const writes = fileOnly.some((change) => change.attribute === 'content');
  const reloads = writes || changes.includes(outdated);
  const rest = serviceChanges(wanted.service, unit).filter((change) => change !== outdated);
  return [
    ...(writes && wanted.dropin !== undefined
      ? [makeDirectory(path.slice(0, path.lastIndexOf('/')), { owner: 'root', group: 'root' })]
      : []),
    ...fileSteps(wanted.file, file, fileOnly),
    ...(reloads ? [daemonReload] : []),
    ...serviceSteps(wanted.service, reloads ? afterReload(wanted, unit) : unit, rest),
  ];
}

/**
 * The unit as it will be. Of one that is new nothing is known but that it exists, so it gets the second in which a simple service
 * may fail.
 */
function afterReload({ dropin }: WantedUnitFile, unit: ServiceState): ServiceState {
  const known = { ...unit, needsDaemonReload: false };
  return unit.load === 'not-found' && dropin === undefined ? { ...known, load: 'loaded', type: 'simple' } : known;
}
