import { describe, expect, test } from '@jest/globals';
import type { RunEvent } from '../../src/reporter.ts';
import { plainReporter } from '../../src/reporters/plain.ts';
import { manualClock } from '../support/manual-clock.ts';
import { begun, changed, finished, label, play, started } from '../support/run-events.ts';

function open(color = false) {
  const clock = manualClock();
  const prints: string[] = [];
  const screen = { out: (text: string) => void prints.push(text), color };
  const reporter = plainReporter({ diff: true, verbose: false, stats: false }, screen, clock);
  const tell = (...events: RunEvent[]): void => events.forEach((event) => reporter.on(event));
  return { clock, prints, reporter, tell };
}

const slow = label('upgrade everything');

describe('the report in a pipe', () => {
  test('prints a whole event at once, so that hosts do not mix', () => {
    const { prints, tell } = open();
    tell(finished('web1', slow, changed({ attribute: 'mode', from: '0644', to: '0600' })));
    expect(prints).toEqual(['changed   web1  upgrade everything  (playbooks/site.yml:14:7)\n    mode: 0644 → 0600\n']);
  });

  test('has no control sequences, in colour none but colours', () => {
    for (const color of [false, true]) {
      const { prints, tell } = open(color);
      tell(started('run', 1), play('web', ['web1'], 1), begun('web1', slow));
      tell(finished('web1', slow, changed({ attribute: 'mode', from: '0644', to: '0600' })));
      const printed = prints.join('');
      expect(printed.includes('\u001b')).toBe(color);
      expect(printed.replaceAll(/\u001b\[[\d;]*m/g, '')).not.toContain('\u001b');
    }
  });

  test('breaks a long silence by naming those at work for longest', () => {
    const { clock, prints, tell } = open();
    tell(started('run', 5), play('web', ['web1', 'web2', 'web3', 'web4', 'web5'], 1));
    for (const host of ['web1', 'web2', 'web3', 'web4', 'web5']) tell(begun(host, slow));
    tell({ type: 'task.progress', host: 'web2', task: slow, message: 'Unpacking libc6' });
    prints.length = 0;
    clock.advance(9000);
    expect(prints).toEqual([]);
    clock.advance(1000);
    expect(prints.join('')).toBe(
      'still running on web1 after 10 s: upgrade everything\n' +
        'still running on web2 after 10 s: upgrade everything: silent for 10 s: Unpacking libc6\n' +
        'still running on web3 after 10 s: upgrade everything\n' +
        'still running on 2 more hosts\n',
    );
  });

  test('tells of long work at growing intervals, and from the beginning when something else was said', () => {
    const { clock, prints, tell } = open();
    tell(started('run', 1), play('web', ['web1'], 2), begun('web1', slow));
    prints.length = 0;
    const times: number[] = [];
    for (let second = 1; second <= 400; second += 1) {
      clock.advance(1000);
      times.push(...prints.splice(0).map(() => second));
    }
    expect(times).toEqual([10, 30, 70, 150, 310]);
    tell(finished('web1', slow, changed({ attribute: 'mode', from: '0644', to: '0600' })), begun('web1', slow));
    prints.length = 0;
    clock.advance(11_000);
    expect(prints.join('')).toBe('still running on web1 after 10 s: upgrade everything\n');
  });

  test('says what runs on the host, and since when, behind a task that is silent', () => {
    const { clock, prints, tell } = open();
    tell(started('run', 1), play('web', ['web1'], 1), begun('web1', slow));
    clock.advance(5000);
    tell({ type: 'task.progress', host: 'web1', task: slow, message: 'install nginx', step: 'install nginx' });
    prints.length = 0;
    clock.advance(6000);
    expect(prints.join('')).toBe('still running on web1 after 10 s: upgrade everything: install nginx for 5 s\n');
  });

  test('leaves no timer behind', async () => {
    const { clock, reporter } = open();
    await reporter.close?.();
    expect(clock.ticking).toBe(0);
  });
});
