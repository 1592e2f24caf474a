import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { runInWorld, story } from '../support/run-in-world.ts';
import { runLocally } from '../support/run-locally.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const directory = mkdtempSync(join(temporaryDirectory(), 'async-'));
/** What debug said, and what failed. */
async function said(tasks: readonly object[]): Promise<readonly string[]> {
  const text = JSON.stringify([{ hosts: 'all', gather_facts: false, tasks }]);
  const { events } = await runLocally(text, Number.POSITIVE_INFINITY, (milliseconds) => delay(milliseconds));
  return events.flatMap((event) => {
    if (event.type !== 'task.finished') return [];
    if (event.outcome.status === 'failed') return [event.outcome.failure.message];
    return event.task.kind === 'debug' && event.outcome.status === 'ok' ? [event.outcome.message ?? ''] : [];
  });
}

const status = { jid: '{{ started.ansible_job_id }}' };
const cleanup = { async_status: { ...status, mode: 'cleanup' } };

describe('async', () => {
  test('with poll waits for the end and gives the result as if it had run in front', async () => {
    const shell = { cmd: 'cat; echo out; echo err >&2; sleep 0.2; exit 3', stdin: "it's", always: true };
    const task = { shell, async: 20, poll: 0.1, register: 'r', failed_when: 'r.rc != 3' };
    const show = { debug: { msg: '{{ join r.stdout_lines "," }} {{ r.stderr }} {{ r.finished }}' } };
    expect(await said([task, show])).toEqual(["it's,out err 1"]);
  });

  test('kills what takes longer than it may, with its children', async () => {
    const left = join(directory, 'left');
    const task = {
      shell: { cmd: `( sleep 3; echo >${left} ) & sleep 30`, always: true },
      async: 1,
      poll: 0.1,
      ignore_errors: true,
    };
    expect(await said([task])).toEqual(['it took longer than 1 s and was killed']);
    await delay(3000);
    expect(() => readFileSync(left)).toThrow();
  });

  test('without poll leaves it alone, also when the run ends; async_status finds it', async () => {
    const [go, out] = [join(directory, 'go'), join(directory, 'out')];
    const start = {
      shell: { cmd: `until [ -e ${go} ]; do sleep 0.1; done; echo done | tee ${out}`, always: true },
      async: 20,
      poll: 0,
      register: 'started',
    };
    const [id = ''] = await said([start, { debug: { msg: '{{ started.ansible_job_id }} {{ started.finished }}' } }]);
    expect(id).toMatch(/^j[0-9a-f]{16} 0$/);
    writeFileSync(go, '');
    const jid = id.split(' ')[0];
    // A new run, over a new connection.
    const look = { async_status: { jid }, register: 'job', until: 'job.finished == 1', retries: 50, delay: 0.1 };
    const show = { debug: { msg: '{{ job.rc }} {{ job.stdout }}' } };
    const remove = { async_status: { jid, mode: 'cleanup' } };
    expect(await said([look, show, remove, { async_status: { jid }, ignore_errors: true }])).toEqual([
      '0 done',
      `there is no job ${jid ?? ''}`,
    ]);
    expect(readFileSync(out, 'utf8')).toBe('done\n');
  });

  test('async_status fails as the job has failed', async () => {
    const start = { command: { cmd: 'false', always: true }, async: 20, poll: 0, register: 'started' };
    const look = {
      async_status: status,
      register: 'job',
      until: 'job.finished == 1',
      retries: 50,
      delay: 0.1,
      ignore_errors: true,
    };
    expect(await said([start, look, cleanup])).toEqual(['the job ended with status 1']);
  });

  test('refuses ids that lead elsewhere', async () => {
    expect(await said([{ async_status: { jid: '{{ "../x" }}' }, ignore_errors: true }])).toEqual([
      expect.stringContaining('is not the id of a job'),
    ]);
  });

  test('is only for what is one command', async () => {
    const play = '- hosts: all\n  gather_facts: false\n  tasks:\n    - poke: {key: x}\n      async: 5\n';
    await expect(runInWorld(play).then(({ events }) => story(events))).rejects.toThrow(/async is for command/);
  });
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));
