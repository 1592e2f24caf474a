import { defineEither, defineResource } from '../definition.ts';
import { daemonReloadNeeded } from '../facts/daemon-reload-needed.ts';
import { serviceState } from '../facts/service-state.ts';
import type { ServiceState } from '../facts/service-state.ts';
import { serviceArguments } from './service/arguments.ts';
import { describeUnit } from './service/describe-unit.ts';
import { outdated, requireSystemd, serviceChanges } from './service/diff.ts';
import { daemonReload, serviceSteps } from './service/systemd-steps.ts';
import { serviceReversal } from './service/reversal.ts';
import { unitAction } from './service/unit-action.ts';
import { wantedService } from './service/wanted.ts';
import type { WantedService } from './service/wanted.ts';

const shared = { kind: 'service', aliases: ['systemd', 'systemd_service'], schema: serviceArguments };

const unitState = defineResource<WantedService & { readonly unit: string }, ServiceState>({
  ...shared,
  wanted: (args) => {
    const wanted = wantedService(args);
    return { ...wanted, unit: wanted.unit ?? '' };
  },
  observe: ({ unit }, host) => host.read(serviceState, unit),
  diff: serviceChanges,
  steps: serviceSteps,
  reverts: ({ unit }, observed) => ({ paths: [], reload: serviceReversal(unit, observed) }),
  facts: (_, unit) => describeUnit(unit),
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
