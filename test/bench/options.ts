import { parseArgs } from 'node:util';
import type { Phase } from './tool.ts';
import { phases } from './tool.ts';

/** What `npm run bench` was asked to do. */
export interface BenchOptions {
  /** Ascending. */
  readonly hosts: readonly number[];
  /** Nothing means all. */
  readonly tools: readonly string[] | undefined;
  readonly phases: readonly Phase[];
  readonly rounds: number;
  /** Of the peers, which take minutes; nothing means: as many as the others with one host, otherwise one. */
  readonly peerRounds: number | undefined;
  /** Added round-trip times in milliseconds. */
  readonly latencies: readonly number[];
  readonly network: string;
  readonly pyinfra: string;
  readonly json: string | undefined;
  /** Renders the documentation from this file and measures nothing. */
  readonly report: string | undefined;
  /** Missing Debian packages may be installed. */
  readonly yes: boolean;
  readonly help: boolean;
}

export const usage = `usage: npm run bench -- [options]

  --hosts 1,10,30        how many hosts of the lab, one after the other
  --tools NAME,…         which tools: rackwright, floor, ansible, mitogen, pyinfra (all that are here)
  --phases NAME,…        which phases: ${phases.join(', ')}
  --rounds N             how often (5)
  --peer-rounds N        how often for ansible, mitogen and pyinfra (with one host as --rounds, otherwise 1)
  --latency MS,…         round-trip times to add (0)
  --network A.B.C        addresses of the hosts (198.18.64)
  --pyinfra PROGRAM      where pyinfra is (pyinfra)
  --yes                  installs missing Debian packages without asking, as CI=true does
  --json FILE            writes all numbers there
  --report FILE,…        measures nothing: puts the tables of such files into docs/performance.md
`;

/** @throws Error that says what is wrong with the words */
export function parseOptions(words: readonly string[]): BenchOptions {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...words],
    strict: true,
    options: {
      ...{ hosts: text, tools: text, phases: text, rounds: text, 'peer-rounds': text, latency: text },
      ...{ network: text, pyinfra: text, json: text, report: text },
      ...{ yes: { type: 'boolean' }, help: { type: 'boolean' } },
    },
  });
  const whole = (name: string, value: string, least: number, most: number): number => {
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new Error(`--${name} takes whole numbers from ${least} to ${most}, not "${value}"`);
  };
  const { network = '198.18.64' } = values;
  if (!/^198\.1[89]\.\d{1,3}$/.test(network)) throw new Error('--network takes three numbers inside 198.18.0.0/15');
  return {
    hosts: list(values.hosts ?? '1,10,30')
      .map((each) => whole('hosts', each, 1, 200))
      .toSorted((a, b) => a - b),
    tools: values.tools === undefined ? undefined : list(values.tools),
    phases: values.phases === undefined ? phases : list(values.phases).map(phaseNamed),
    rounds: whole('rounds', values.rounds ?? '5', 1, 1000),
    peerRounds: values['peer-rounds'] === undefined ? undefined : whole('peer-rounds', values['peer-rounds'], 1, 1000),
    latencies: list(values.latency ?? '0').map((each) => whole('latency', each, 0, 10_000)),
    network,
    pyinfra: values.pyinfra ?? 'pyinfra',
    json: values.json,
    report: values.report,
    yes: values.yes ?? process.env['CI'] === 'true',
    help: values.help ?? false,
  };
}

function list(text: string): readonly string[] {
  return text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

function phaseNamed(name: string): Phase {
  const found = phases.find((each) => each === name);
  if (found === undefined) throw new Error(`there is no phase "${name}": ${phases.join(', ')}`);
  return found;
}
