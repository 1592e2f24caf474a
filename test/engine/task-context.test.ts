import { describe, expect, test } from '@jest/globals';
import type { RunEvent } from '../../src/reporter.ts';
import { runLocally } from '../support/run-locally.ts';

/** What debug said, and what failed. */
async function said(play: object): Promise<readonly string[]> {
  const text = JSON.stringify([{ hosts: 'all', gather_facts: false, ...play }]);
  const { events } = await runLocally(text, Number.POSITIVE_INFINITY);
  return events.flatMap((event: RunEvent) => {
    if (event.type !== 'task.finished') return [];
    if (event.outcome.status === 'failed') return [event.outcome.failure.message];
    return event.task.kind === 'debug' && event.outcome.status === 'ok' ? [event.outcome.message ?? ''] : [];
  });
}

const show = { debug: { msg: '{{ r.stdout }}' } };

describe('environment', () => {
  test('of play, block and task adds up, the nearest word counts', async () => {
    const environment = [{ WHERE: 'play', PLAY: 'yes' }];
    const inner = {
      environment: { WHERE: "task's {{ inventory_hostname }}", NUMBER: 7 },
      shell: { cmd: 'echo "$WHERE $BLOCK $PLAY $NUMBER"', always: true },
      register: 'r',
    };
    const tasks = [{ block: [inner, show], environment: { WHERE: 'block', BLOCK: '$HOME `x`' } }];
    expect(await said({ environment, tasks })).toEqual(["task's here $HOME `x` yes 7"]);
  });

  test('may be a variable, and what is omitted is not set', async () => {
    const vars = { proxy: { http_proxy: 'http://proxy.example:3128', GONE: '{{ omit }}' } };
    const command = { command: { cmd: 'env', always: true }, environment: '{{ proxy }}', register: 'r' };
    const [output] = await said({ vars, tasks: [command, show] });
    expect(output).toContain('http_proxy=http://proxy.example:3128');
    expect(output).not.toContain('GONE');
  });

  test('is there for conditions and scripts, and gone for the next task', async () => {
    const guarded = { shell: { cmd: 'echo ran', onlyif: '[ "$WORD" = 1 ]' }, environment: { WORD: 1 }, register: 'r' };
    const next = { shell: { cmd: 'echo "<$WORD>"', always: true }, register: 'r' };
    expect(await said({ tasks: [guarded, show, next, show] })).toEqual(['ran', '<>']);
  });

  test('does not change the language in which we read the host', async () => {
    const file = { file: { path: '/nonexistent/x', state: 'absent' }, environment: { LC_ALL: 'xx_YY', LANG: 'de_DE' } };
    expect(await said({ tasks: [file, { debug: { msg: 'fine' } }] })).toEqual(['fine']);
  });

  test('must hold texts', async () => {
    const tasks = [{ command: { cmd: 'env', always: true }, environment: '{{ list }}' }];
    expect(await said({ vars: { list: [1] }, tasks })).toEqual(['an environment is a map of names and values']);
  });
});

test('timeout ends what a task runs, with its children, and says so', async () => {
  const slow = { shell: { cmd: 'sleep 60 & sleep 60; echo no', always: true }, timeout: 1, ignore_errors: true };
  const begun = Date.now();
  expect(await said({ tasks: [slow, { debug: { msg: 'on' } }] })).toEqual([
    'it took longer than 1 s and was killed',
    'on',
  ]);
  expect(Date.now() - begun).toBeLessThan(20_000);
});
