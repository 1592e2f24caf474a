import { describe, expect, test } from '@jest/globals';
import { exitCodeOf } from '../../src/cli/exit-code.ts';
import { runInWorld, story } from '../support/run-in-world.ts';
import type { WorldRun, WorldSettings } from '../support/run-in-world.ts';

const hosts = ['h1', 'h2', 'h3', 'h4'];

const site = (keywords: string): string => `- hosts: all
  gather_facts: false
${keywords}  tasks:
    - cell: {key: x, value: "1", fails: "{{ fails }}"}
    - cell: {key: m, value: "2"}
- hosts: all
  gather_facts: false
  tasks: [{cell: {key: z, value: "3"}}]
`;

async function run(keywords: string, bad: readonly string[], more: WorldSettings = {}): Promise<WorldRun> {
  return runInWorld(site(keywords), { hosts, forks: 1, ...more, variables: (host) => ({ fails: bad.includes(host) }) });
}

const states = ({ summary }: WorldRun): string => summary.hosts.map((host) => host.state).join(' ');
const warnings = ({ events }: WorldRun): readonly string[] =>
  events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));

describe('a host that fails', () => {
  test('stops nobody else without these keywords', async () => {
    const end = await run('', ['h1']);
    expect(states(end)).toBe('failed ok ok ok');
    expect(end.worlds.get('h2')?.writes).toEqual(['x=1', 'm=2', 'z=3']);
  });

  test('ends the play and the run for all with any_errors_fatal', async () => {
    const end = await run('  any_errors_fatal: true\n', ['h2']);
    expect(states(end)).toBe('interrupted failed interrupted interrupted');
    expect(hosts.map((host) => end.worlds.get(host)?.writes.length)).toEqual([2, 0, 0, 0]);
    expect(warnings(end)).toEqual(['h2 failed, and the play has any_errors_fatal: nothing new is begun']);
    expect(exitCodeOf(end.summary, false)).toBe(1);
  });

  const block = (keyword: string, rest = ''): string => `- hosts: all
  gather_facts: false
  tasks:
    - any_errors_fatal: true
      block:
        - cell: {key: x, value: "1", fails: "{{ fails }}"}
          ${keyword}
${rest}    - cell: {key: m, value: "2"}
`;

  test.each([
    ['in a block that has it', '', '', 'ok failed interrupted interrupted', 'its task'],
    ['not where the task takes it back', 'any_errors_fatal: false', '', 'ok failed ok ok', undefined],
    ['not where a rescue catches it', '', '      rescue: [{cell: {key: r, value: "1"}}]\n', 'ok ok ok ok', undefined],
    [
      'although something is always done',
      '',
      '      always: [{cell: {key: a, value: "1"}, any_errors_fatal: false}]\n',
      'ok failed interrupted interrupted',
      'its task',
    ],
  ])('ends the run for all %s', async (_, keyword, rest, expected, whose) => {
    const end = await runInWorld(block(keyword, rest), {
      hosts,
      forks: 1,
      variables: (host) => ({ fails: host === 'h2' }),
    });
    expect(states(end)).toBe(expected);
    expect(warnings(end)).toEqual(
      whose === undefined ? [] : [`h2 failed, and ${whose} has any_errors_fatal: nothing new is begun`],
    );
  });

  test('lets the others end the task at hand, in lock-step', async () => {
    const end = await run('  any_errors_fatal: true\n  strategy: linear\n', ['h2']);
    expect(states(end)).toBe('interrupted failed interrupted interrupted');
    expect(hosts.map((host) => end.worlds.get(host)?.writes)).toEqual([['x=1'], [], ['x=1'], ['x=1']]);
  });

  test('ends nothing in a plan, which shows all', async () => {
    const end = await run('  any_errors_fatal: true\n', ['h2'], {
      mode: 'plan',
      world: (host) => ({ cells: new Map([['x', host === 'h2' ? 'cursed' : '1']]) }),
    });
    expect(states(end)).toBe('ok failed ok ok');
  });

  test.each([
    ['50', ['h1', 'h2'], 'failed failed ok ok'],
    ['49', ['h1', 'h2'], 'failed failed interrupted interrupted'],
    ['"24.5%"', ['h3'], 'interrupted interrupted failed interrupted'],
    ['0', [], 'ok ok ok ok'],
  ])('counts against max_fail_percentage %s, which must be exceeded', async (limit, bad, expected) => {
    expect(states(await run(`  max_fail_percentage: ${limit}\n`, bad))).toBe(expected);
  });

  test('counts in its batch, and what is behind the batch is left as it is', async () => {
    const end = await run('  max_fail_percentage: 40\n  serial: 2\n', ['h2']);
    expect(states(end)).toBe('interrupted failed interrupted interrupted');
    expect(end.worlds.get('h3')?.writes).toEqual([]);
  });

  test('counts when it cannot be reached, too', async () => {
    const end = await run('  any_errors_fatal: true\n', [], {
      world: (host) => (host === 'h1' ? { diesAfter: 0 } : {}),
    });
    expect(states(end)).toBe('unreachable interrupted interrupted interrupted');
    expect(exitCodeOf(end.summary, false)).toBe(3);
  });
});

describe('handlers of a host that failed', () => {
  const text = (keyword: string): string => `- hosts: all
  gather_facts: false
${keyword}  tasks:
    - {cell: {key: a, value: "1"}, notify: [g, h]}
    - cell: {key: k, value: "1", fails: true}
  handlers:
    - {name: g, poke: {key: g}}
    - {name: h, poke: {key: h}}
`;

  test('are owed', async () => {
    const end = await runInWorld(text(''));
    expect(story(end.events).at(-1)).toBe('h1 lost: failed, 0 tasks left, owes [g, h]');
  });

  test.each([
    ['the play', '  force_handlers: true\n', {}],
    ['the command line', '', { forceHandlers: true }],
  ])('run when %s forces them, and the host is failed all the same', async (_, keyword, settings) => {
    const end = await runInWorld(text(keyword), settings);
    expect(end.worlds.get('h1')?.writes).toEqual(['a=1', 'g=', 'h=']);
    expect(states(end)).toBe('failed');
  });

  test('end with the first of them that fails', async () => {
    const end = await runInWorld(
      text('  force_handlers: true\n').replace('poke: {key: g}', 'poke: {key: g, fails: true}'),
    );
    expect(end.worlds.get('h1')?.writes).toEqual(['a=1']);
    expect(story(end.events).at(-1)).toBe('h1 lost: failed, 0 tasks left, owes [g, h]');
  });
});
