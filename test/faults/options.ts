import { parseArgs } from 'node:util';

export interface FaultOptions {
  readonly count: number;
  readonly seed: number;
  /** Hosts at a time. */
  readonly hosts: number;
  /** First three numbers of the hosts' addresses. */
  readonly network: string;
  readonly help: boolean;
}

export const usage = `usage: npm run faults -- [options]

  --count N          so many injections, drawn with the seed (240)
  --seed S           which ones, and in which order (1)
  --hosts N          how many hosts at a time (3)
  --network A.B.C    addresses of the hosts (198.18.60)
`;

/** @throws Error that says what is wrong with the words */
export function parseOptions(words: readonly string[]): FaultOptions {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...words],
    strict: true,
    options: { count: text, seed: text, hosts: text, network: text, help: { type: 'boolean' } },
  });
  const whole = (name: string, value: string): number => {
    if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
    throw new Error(`--${name} takes a whole number from 1, not "${value}"`);
  };
  return {
    count: whole('count', values.count ?? '240'),
    seed: whole('seed', values.seed ?? '1'),
    hosts: whole('hosts', values.hosts ?? '3'),
    network: values.network ?? '198.18.60',
    help: values.help ?? false,
  };
}
