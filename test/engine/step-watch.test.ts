import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { readAptStatus, withoutAptStatus } from '../../src/engine/apt-status.ts';
import { outputLines } from '../../src/engine/output-lines.ts';
import { createStepWatch } from '../../src/engine/step-watch.ts';
import type { RunEvent } from '../../src/reporter.ts';
import type { Step } from '../../src/resource.ts';
import { sh } from '../../src/shell.ts';
import { label } from '../support/run-events.ts';

const install: Step = { type: 'run', title: 'install nginx', command: sh`true`, progress: 'apt-status' };
const task = label('nginx');
const bytes = (text: string): Uint8Array => Buffer.from(text);

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

function open(hidden = false) {
  const events: RunEvent[] = [];
  const watch = createStepWatch({ host: 'web1', emit: (event) => events.push(event) }, hidden ? undefined : task);
  const messages = () => events.map((event) => (event.type === 'task.progress' ? event.message : event.type));
  return { events, watch, messages };
}

describe('what is told of running steps', () => {
  test('the title at once, then the last line, at most twice a second, and the newest in the end', () => {
    const { events, watch, messages } = open();
    watch.begin(install);
    const output = watch.output(install);
    for (let line = 1; line <= 100; line += 1) {
      output('stdout', bytes(`line ${line}\n`));
      jest.advanceTimersByTime(10);
    }
    jest.advanceTimersByTime(1000);
    expect(messages()).toEqual(['install nginx', 'line 50', 'line 100']);
    expect(events[0]).toEqual({
      type: 'task.progress',
      host: 'web1',
      task,
      message: 'install nginx',
      step: 'install nginx',
    });
  });

  test('of apt its percentage', () => {
    const { events, watch } = open();
    watch.output(install)('stdout', bytes('Unpacking\npmstatus:nginx:60.1234:Unpacking nginx (amd64)\n'));
    expect(events).toMatchObject([{ message: 'Unpacking nginx (amd64)', percent: 60, step: 'install nginx' }]);
  });

  test('of an upload how much of how much', () => {
    const { events, watch } = open();
    const content = { size: 100e6, digest: () => Promise.resolve(''), open: () => (async function* () {})() };
    watch.sent({ type: 'upload', path: '/srv/a', content }, 34_500_000, 100e6);
    expect(events).toMatchObject([{ message: '34.5 of 100.0 MB sent', percent: 34, step: 'write /srv/a' }]);
  });

  test('nothing of a task that logs nothing', () => {
    const { events, watch } = open(true);
    watch.begin(install);
    watch.output(install)('stdout', bytes('secret\n'));
    expect(events).toEqual([]);
  });

  test('nothing after the end', () => {
    const { watch, messages } = open();
    watch.begin(install);
    watch.output(install)('stdout', bytes('late\n'));
    watch.end();
    jest.advanceTimersByTime(5000);
    expect(messages()).toEqual(['install nginx']);
  });
});

describe('lines of output', () => {
  test('are whole, however they arrive', () => {
    const read = outputLines();
    expect(['a', 'b\ncd\r', '\n e', 'f \n', 'ä'.repeat(2)].flatMap((text) => read(bytes(text)))).toEqual([
      'ab',
      'cd',
      'ef',
    ]);
    const halves = outputLines();
    const euro = bytes('€\n');
    expect([...halves(euro.subarray(0, 1)), ...halves(euro.subarray(1))]).toEqual(['€']);
  });

  test('that are too long are left out whole, so that no half of a secret is shown', () => {
    const read = outputLines();
    const long = 'x'.repeat(900);
    expect([long, long, `${long}\n`, 'short\n', `${long}${long}\nnext\n`].flatMap((text) => read(bytes(text)))).toEqual(
      ['short', 'next'],
    );
  });
});

describe('the status lines of apt', () => {
  test('are read', () => {
    expect(readAptStatus('dlstatus:1:9.3:Retrieving file 1 of 2 (0s remaining)')).toEqual({
      message: 'Retrieving file 1 of 2 (0s remaining)',
      percent: 9,
    });
    expect(readAptStatus('pmstatus:a:999:x')).toEqual({ message: 'x', percent: 100 });
    expect(readAptStatus('Setting up nginx')).toBeUndefined();
  });

  test('are no part of the output', () => {
    const output = 'Reading\npmstatus:nginx:60.0:Unpacking\nSetting up ä\n';
    expect(Buffer.from(withoutAptStatus(bytes(output))).toString()).toBe('Reading\nSetting up ä\n');
  });
});
