import { defineResource } from '../../definition.ts';
import type { FactReader } from '../../fact.ts';
import { containerState } from '../../facts/container-state.ts';
import type { ContainerState } from '../../facts/container-state.ts';
import { serviceState } from '../../facts/service-state.ts';
import type { ServiceState } from '../../facts/service-state.ts';
import { CannotConverge } from '../../resource.ts';
import type { Change, Step } from '../../resource.ts';
import { sh } from '../../shell.ts';
import { makeDirectory } from '../make-directory.ts';
import { fileChanges, fileSteps, observeFile } from '../regular-file.ts';
import type { ObservedFile } from '../regular-file.ts';
import { isUp, outdated, serviceChanges } from '../service/diff.ts';
import { daemonReload, serviceSteps } from '../service/systemd-steps.ts';
import { containerArguments } from './arguments.ts';
import { wantedContainer } from './wanted.ts';
import type { WantedContainer } from './wanted.ts';

interface ObservedContainer {
  readonly unitFile: ObservedFile;
  readonly environment: ObservedFile;
  readonly unit: ServiceState;
  readonly container: ContainerState;
}

export const containerPresent = defineResource<WantedContainer, ObservedContainer>({
  kind: 'container',
  schema: containerArguments,
  wanted: wantedContainer,
  observe,
  diff,
  steps,
  facts: ({ image, service: { unit } }) => ({ unit, image }),
});

async function observe(wanted: WantedContainer, host: FactReader): Promise<ObservedContainer> {
  const { name, image } = wanted;
  const [unitFile, environment, unit, container] = await Promise.all([
    observeFile(wanted.unitFile, host),
    observeFile(wanted.environment, host),
    host.read(serviceState, wanted.service.unit),
    host.read(containerState, { name, image }),
  ]);
  return { unitFile, environment, unit, container };
}

function diff(wanted: WantedContainer, observed: ObservedContainer): readonly Change[] {
  const { container, unit } = observed;
  if (!container.tools) throw new CannotConverge('the host has no podman; install the package "podman" first');
  if (!container.image && !wanted.pulls)
    throw new CannotConverge(`the host has no image ${wanted.image}, and pull: never forbids to fetch it`);
  const definition = [...unitFileChanges(wanted, observed), ...environmentChanges(wanted, observed)];
  return [
    ...(container.image ? [] : [{ attribute: 'image', from: null, to: wanted.image }]),
    ...definition,
    ...(isRenewed(wanted, observed)
      ? [{ attribute: 'container', from: 'of an older definition', to: 'of this one' }]
      : []),
    ...serviceChanges(wanted.service, unit),
  ];
}

function unitFileChanges(wanted: WantedContainer, { unitFile }: ObservedContainer): readonly Change[] {
  return fileChanges(wanted.unitFile, unitFile);
}

/** By its own name, and without values. */
function environmentChanges(wanted: WantedContainer, { environment }: ObservedContainer): readonly Change[] {
  return fileChanges(wanted.environment, environment).map((change) =>
    change.attribute === 'content'
      ? {
          attribute: 'environment',
          from: change.from === null ? null : 'another',
          to: 'as given',
          sensitive: true as const,
        }
      : { ...change, attribute: `environment ${change.attribute}` },
  );
}

/** It runs, shall go on running, and was made from something else. */
function isRenewed(wanted: WantedContainer, observed: ObservedContainer): boolean {
  const written = [...unitFileChanges(wanted, observed), ...environmentChanges(wanted, observed)].some(
    ({ attribute }) => attribute === 'content' || attribute === 'environment',
  );
  return wanted.service.state === 'started' && isUp(observed.unit) && (written || observed.container.outdated);
}

function steps(wanted: WantedContainer, observed: ObservedContainer, changes: readonly Change[]): readonly Step[] {
  const { unit } = wanted.service;
  const files = [...unitFileChanges(wanted, observed)];
  const environment = fileChanges(wanted.environment, observed.environment);
  const reloads = files.some(({ attribute }) => attribute === 'content') || changes.includes(outdated);
  const service = serviceChanges(wanted.service, observed.unit).filter((change) => change !== outdated);
  const known =
    observed.unit.load === 'not-found' ? { ...observed.unit, load: 'loaded', type: 'notify' } : observed.unit;
  return [
    ...(changes.some(({ attribute }) => attribute === 'image') ? [pull(wanted.image)] : []),
    ...(environment.length > 0 ? [makeDirectory('/etc/containers/rackwright', { owner: 'root', group: 'root' })] : []),
    ...fileSteps(wanted.environment, observed.environment, environment),
    ...fileSteps(wanted.unitFile, observed.unitFile, files),
    ...(reloads ? [daemonReload] : []),
    ...serviceSteps(wanted.service, reloads ? { ...known, needsDaemonReload: false } : known, service),
    ...(isRenewed(wanted, observed) ? [renew(unit)] : []),
  ];
}

/** While the old container runs on. */
function pull(image: string): Step {
  return {
    type: 'run',
    title: `pull ${image}`,
    command: sh`podman pull -q -- ${image} >/dev/null`,
    onDisconnect: 'finish',
  };
}

function renew(unit: string): Step {
  return {
    type: 'run',
    title: `make the container of ${unit} anew`,
    command: sh`systemctl restart -- ${unit} || { journalctl --no-pager -n 5 -o cat -u ${unit} >&2; exit 1; }`,
    onDisconnect: 'finish',
  };
}
