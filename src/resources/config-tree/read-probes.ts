import { ArgumentError } from '../../resource.ts';
import type { Data } from '../../resource.ts';
import type { Probe } from './preset.ts';

/** The argument `probe`, whose shape the schema has checked; nothing when it was not given. @throws ArgumentError */
export function readProbes(given: Data | undefined): readonly Probe[] | undefined {
  return Array.isArray(given) ? given.map((each: Data, index) => readProbe(each as GivenProbe, index)) : undefined;
}

interface GivenProbe {
  readonly active?: true;
  readonly workers?: 'renewed';
  readonly port?: number;
  readonly url?: string;
  readonly status?: readonly number[];
  readonly command?: string;
}

function readProbe({ active, workers, port, url, status, command }: GivenProbe, index: number): Probe {
  const probes: readonly (Probe | undefined)[] = [
    active && { type: 'active' },
    workers && { type: 'workers' },
    port === undefined ? undefined : { type: 'port', port },
    url === undefined ? undefined : { type: 'url', url, status: status ?? [200] },
    command === undefined ? undefined : { type: 'command', command },
  ];
  const [probe, another] = probes.filter((each) => each !== undefined);
  if (probe !== undefined && another === undefined && (status === undefined || url !== undefined)) return probe;
  throw new ArgumentError(
    `probe[${index}]`,
    'a probe says one thing: active, workers, port, url (with status) or command',
  );
}
