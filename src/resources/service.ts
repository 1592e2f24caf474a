import { defineEither, defineResource } from '../definition.ts';
import { daemonReloadNeeded } from '../facts/daemon-reload-needed.ts';
import { openrcService } from '../facts/openrc-service.ts';
import type { OpenrcService } from '../facts/openrc-service.ts';
import { serviceState } from '../facts/service-state.ts';
import type { ServiceState } from '../facts/service-state.ts';
import { CannotConverge } from '../resource.ts';
import { serviceArguments } from './service/arguments.ts';
import { describeUnit } from './service/describe-unit.ts';
import { outdated, requireSystemd, serviceChanges } from './service/diff.ts';
import { describeOpenrc, openrcChanges, openrcName, openrcReversal, openrcSteps } from './service/openrc.ts';
import { daemonReload, serviceSteps } from './service/systemd-steps.ts';
import { serviceReversal } from './service/reversal.ts';
import { unitAction } from './service/unit-action.ts';
import { wantedService } from './service/wanted.ts';
import type { WantedService } from './service/wanted.ts';

const shared = { kind: 'service', aliases: ['systemd', 'systemd_service'], schema: serviceArguments };

/** What started the host keeps its services. */
type Observed =
  | { readonly manager: 'systemd'; readonly found: ServiceState }
  | { readonly manager: 'openrc'; readonly found: OpenrcService };

const unitState = defineResource<WantedService & { readonly unit: string }, Observed>({
  ...shared,
  wanted: (args) => {
    const wanted = wantedService(args);
    return { ...wanted, unit: wanted.unit ?? '' };
  },
  observe: async ({ unit }, host) => {
    const found = await host.read(serviceState, unit);
    if (found.systemd) return { manager: 'systemd', found };
    const openrc = await host.read(openrcService, unit.replace(/\.service$/, ''));
    if (!openrc.openrc)
      throw new CannotConverge(
        'services need systemd or OpenRC, and this host was started by neither; use "command" with a guard',
      );
    openrcName(unit);
    return { manager: 'openrc', found: openrc };
  },
  diff: (wanted, { manager, found }) =>
    manager === 'systemd' ? serviceChanges(wanted, found) : openrcChanges(wanted, found),
  steps: (wanted, { manager, found }, changes) =>
    manager === 'systemd' ? serviceSteps(wanted, found, changes) : openrcSteps(openrcName(wanted.unit), found, changes),
  reverts: ({ unit }, { manager, found }) => ({
    paths: [],
    reload: manager === 'systemd' ? serviceReversal(unit, found) : openrcReversal(openrcName(unit), found),
  }),
  facts: ({ unit }, { manager, found }) =>
    manager === 'systemd' ? describeUnit(found) : describeOpenrc(openrcName(unit), found),
});

/** `daemon_reload: true` alone: systemd knows the files of all units that it has loaded. */
const unitFilesRead = defineResource<WantedService, readonly string[] | undefined>({
  ...shared,
  wanted: wantedService,
  observe: (_, host) => host.read(daemonReloadNeeded, null),
  diff: ({ daemonReload: wanted }, units) => {
    requireSystemd(units !== undefined);
    return wanted && units !== undefined && units.length > 0
      ? [{ ...outdated, from: `outdated: ${units.join(', ')}` }]
      : [];
  },
  steps: () => [daemonReload],
});

export const service = defineEither(shared, (args) => {
  if (args['state'] === 'restarted' || args['state'] === 'reloaded') return unitAction;
  return wantedService(args).unit === undefined ? unitFilesRead : unitState;
});
