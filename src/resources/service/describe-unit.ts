import type { Arguments } from '../../resource.ts';
import type { ServiceState } from '../../facts/service-state.ts';
import { readableState } from './readable-state.ts';

/** What `register` gets: as in Ansible, `status` has systemd's own names. */
export function describeUnit(unit: ServiceState): Arguments {
  return {
    name: unit.id,
    state: readableState(unit),
    status: {
      ActiveState: unit.active,
      SubState: unit.sub,
      LoadState: unit.load,
      UnitFileState: unit.unitFile,
      Result: unit.result,
      MainPID: unit.mainPid,
      InvocationID: unit.invocation,
      NRestarts: unit.restarts,
    },
  };
}
