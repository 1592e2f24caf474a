import type { Answers, FiringAlert, Sample } from './read-answers.ts';

/** The health of a fleet. Ratios are between 0 and 1; what nobody measures is missing. */
export interface Fleet {
  readonly hosts: readonly FleetHost[];
  /** Exporters that tell nothing: `node of web1`. */
  readonly silent: readonly string[];
  readonly web: {
    /** Requests a second of all web servers. */
    readonly rate: number;
    readonly errors?: number;
    /** Seconds that 99 of 100 requests stay below, on the slowest site. */
    readonly slowest?: number;
    /** How much of the measured ceiling is left at the usual peak. */
    readonly headroom?: number;
  };
  readonly backends: readonly {
    readonly name: string;
    readonly up: number;
    readonly of: number;
    readonly rate?: number;
  }[];
  readonly databases: readonly Database[];
  /** Days until what is shown to clients expires, soonest first. */
  readonly certificates: readonly { readonly target: string; readonly days: number }[];
  /** Worst first. */
  readonly alerts: readonly FiringAlert[];
}

export interface FleetHost {
  readonly name: string;
  readonly up: boolean;
  readonly cpu?: number;
  readonly memory?: number;
  /** Of the fullest file system. */
  readonly disk?: number;
  readonly rate?: number;
}

export interface Database {
  readonly name: string;
  readonly cluster: string;
  readonly role: 'writer' | 'replica' | 'read-only';
  readonly rate?: number;
  /** Seconds behind its primary; missing when that is not known, which is not 0. */
  readonly lag?: number;
  /** Of a replica: whether it receives and applies. */
  readonly replicates?: boolean;
}

export function fleetOf({ samples, alerts }: Answers): Fleet {
  const cpu = byLabel(samples('cpu'), 'instance');
  const memory = byLabel(samples('memory'), 'instance');
  const disk = byLabel(samples('disk'), 'instance');
  const rates = byLabel(samples('web'), 'instance');
  const edge = byLabel(samples('edge'), 'proxy');
  const up = byLabel(samples('serversUp'), 'proxy');
  return {
    hosts: named(samples('hosts'), 'instance').map(([name, value]) => ({
      name,
      up: value === 1,
      ...known('cpu', cpu.get(name)),
      ...known('memory', memory.get(name)),
      ...known('disk', disk.get(name)),
      ...known('rate', rates.get(name)),
    })),
    silent: samples('silent').map(({ labels }) => `${labels['job'] ?? '?'} of ${labels['instance'] ?? '?'}`),
    web: {
      rate: [...rates.values()].reduce((sum, each) => sum + each, 0),
      ...known('errors', samples('errors')[0]?.value),
      ...known('slowest', samples('slowest')[0]?.value),
      ...known('headroom', samples('headroom')[0]?.value),
    },
    backends: named(samples('servers'), 'proxy').map(([name, of]) => ({
      name,
      of,
      up: up.get(name) ?? 0,
      ...known('rate', edge.get(name)),
    })),
    databases: databases(samples),
    certificates: named(samples('certificates'), 'target')
      .map(([target, days]) => ({ target, days }))
      .toSorted((a, b) => a.days - b.days),
    alerts: alerts
      .filter(({ labels }) => labels['alertname'] !== 'Watchdog')
      .toSorted((a, b) => rank(a) - rank(b) || a.since.localeCompare(b.since)),
  };
}

function databases(samples: Answers['samples']): readonly Database[] {
  const rates = byLabel(samples('queries'), 'instance');
  const lags = byLabel(samples('lag'), 'instance');
  const applies = byLabel(samples('applies'), 'instance');
  const receives = byLabel(samples('receives'), 'instance');
  return samples('readOnly').map(({ labels, value }) => {
    const name = labels['instance'] ?? '?';
    const follows = applies.has(name);
    return {
      name,
      cluster: labels['cluster'] ?? '',
      role: value === 0 ? 'writer' : follows ? 'replica' : 'read-only',
      ...known('rate', rates.get(name)),
      ...known('lag', lags.get(name)),
      ...(follows && { replicates: applies.get(name) === 1 && receives.get(name) === 1 }),
    };
  });
}

function byLabel(samples: readonly Sample[], label: string): ReadonlyMap<string, number> {
  return new Map(named(samples, label));
}

function named(samples: readonly Sample[], label: string): readonly (readonly [string, number])[] {
  return samples
    .map(({ labels, value }) => [labels[label] ?? '?', value] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function known<Name extends string>(name: Name, value: number | undefined): { readonly [Key in Name]?: number } {
  return value === undefined || Number.isNaN(value) ? {} : ({ [name]: value } as { readonly [Key in Name]: number });
}

function rank({ labels }: FiringAlert): number {
  const place = ['critical', 'warning', 'info'].indexOf(labels['severity'] ?? '');
  return place === -1 ? 3 : place;
}
