import { expect, test } from '@jest/globals';
import type { Phases, TaskLabel } from '../../src/reporter.ts';
import { profileLines } from '../../src/reporters/profile-lines.ts';
import { renderLine } from '../../src/reporters/render-line.ts';

const phases = (given: Partial<Phases>): Phases => ({
  connectMs: 0,
  readMs: 0,
  writeMs: 0,
  proveMs: 0,
  controllerMs: 0,
  ...given,
});
const task = (name: string): TaskLabel => ({ id: 1, name, kind: 'copy', at: 'site.yml:4:7', handler: false });

test('what took time comes first; what took none is left out', () => {
  const slow = { task: task('install'), durationMs: 900 };
  const spent = phases({ connectMs: 100, readMs: 50, writeMs: 850 });
  const lines = profileLines({
    plays: [
      {
        play: 'web',
        durationMs: 1000,
        critical: [
          { host: 'web1', durationMs: 1000, phases: spent, tasks: [slow, { task: task('quick'), durationMs: 0 }] },
        ],
      },
    ],
    tasks: [
      { ...slow, times: 2, longestMs: 850, longestHost: 'web1', phases: phases({ writeMs: 900 }) },
      { task: task('quick'), durationMs: 0.2, times: 2, longestMs: 0.1, longestHost: 'web2', phases: phases({}) },
    ],
    hosts: [{ host: 'web1', durationMs: 1000, phases: spent }],
  });
  expect(lines.map((each) => renderLine(each, { color: false })).map((each) => each.trimEnd())).toEqual([
    '',
    'what determined the time',
    'play web  1.0 s',
    '  web1  1.0 s   connect 100 ms, read 50 ms, write 850 ms',
    '        900 ms  install  (site.yml:4:7)',
    '',
    'by phase, of all hosts together',
    '  connect     100 ms  10 %',
    '  read        50 ms   5 %',
    '  write       850 ms  85 %',
    '  prove       0 ms    0 %',
    '  controller  0 ms    0 %',
    '',
    'by task, of all hosts together',
    '  900 ms  install  2 times  longest 850 ms on web1  write 900 ms',
    '',
    'by host',
    '  web1  1.0 s  connect 100 ms, read 50 ms, write 850 ms',
  ]);
});
