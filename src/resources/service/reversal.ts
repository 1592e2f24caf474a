import type { ServiceState } from '../../facts/service-state.ts';
import type { Protection } from '../../resource.ts';
import { sh } from '../../shell.ts';
import { isUp } from './diff.ts';

/** What makes a unit run, start at boot and be masked as it was observed. */
export function serviceReversal(name: string, unit: ServiceState): NonNullable<Protection['reload']> {
  const enabling = unit.unitFile === 'enabled' ? 'enable' : unit.unitFile === 'disabled' ? 'disable' : undefined;
  const isMasked = unit.unitFile === 'masked';
  const [verb, wanted] = isUp(unit) ? (['start', 'running'] as const) : (['stop', 'stopped'] as const);
  return [
    ...(isMasked ? [] : [{ title: `unmask ${name}`, command: sh`systemctl unmask -- ${name}` }]),
    ...(enabling ? [{ title: `${enabling} ${name}`, command: sh`systemctl ${enabling} -- ${name}` }] : []),
    { title: `have ${name} ${wanted}`, command: sh`systemctl ${verb} -- ${name}` },
    ...(isMasked ? [{ title: `mask ${name}`, command: sh`systemctl mask -- ${name}` }] : []),
  ];
}
