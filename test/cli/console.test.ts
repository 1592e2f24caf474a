import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readLine } from '../../src/cli/console/read-line.ts';
import { connectLocal } from '../../src/hosts/local.ts';
import { runProgram } from '../support/program.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { writeFiles } from '../support/write-files.ts';

const cwd = temporaryDirectory();
writeFiles(cwd, { 'hosts.ini': '[web]\nweb1\nweb2\n' });

describe('the console', () => {
  test('runs shell text and resources on all hosts, over one connection each, and goes on after mistakes', async () => {
    const opened: string[] = [];
    const { code, out, err, events } = await runProgram(['console', 'web', '-i', 'hosts.ini'], {
      cwd,
      connect: (address) => {
        opened.push(address.name);
        return connectLocal(address);
      },
      answers: [
        'echo "$((6 * 7))"',
        '',
        `file {path: ${join(cwd, 'made')}, state: touch}`,
        'file {pth: /x}',
        'false',
        '?',
        '? pakage',
        '? pause',
        'exit',
        'echo not reached',
      ],
    });
    expect(code).toBe(0);
    expect(opened.sort()).toEqual(['web1', 'web2']);
    expect(existsSync(join(cwd, 'made'))).toBe(true);
    const ends = events.flatMap((event) =>
      event.type === 'task.finished' ? [`${event.host} ${event.task.name}: ${event.outcome.status}`] : [],
    );
    expect(ends.filter((end) => end.startsWith('web1'))).toEqual([
      'web1 echo "$((6 * 7))": changed',
      'web1 file: changed',
      'web1 false: failed',
    ]);
    expect(events.some((event) => event.type === 'run.finished')).toBe(false);
    expect(err).toContain('did you mean "path"?');
    expect(err).toContain('did you mean "package"?');
    expect(out).toContain('Ctrl-D');
    expect(out).toContain('# pause');
  });

  test('connects anew after the line was lost', async () => {
    let opened = 0;
    const answers = ['kill -9 $PPID', 'echo again', 'echo and again'];
    const { events } = await runProgram(['console', 'web1', '-i', 'hosts.ini'], {
      cwd,
      answers,
      connect: async (address) => {
        opened += 1;
        const host = await connectLocal(address);
        return host;
      },
    });
    const statuses = events.flatMap((event) => (event.type === 'task.finished' ? [event.outcome.status] : []));
    expect(statuses.slice(-2)).toEqual(['changed', 'changed']);
    expect(opened).toBeLessThanOrEqual(2);
  });
});

describe('a line', () => {
  const isKind = (name: string): boolean => ['stat', 'service', 'community.general.timezone'].includes(name);

  test.each([
    ['uptime', { type: 'shell', text: 'uptime' }],
    ['stat /etc', { type: 'shell', text: 'stat /etc' }],
    ['stat {path: /etc}', { type: 'kind', kind: 'stat', args: '{path: /etc}' }],
    ['awk {print}', { type: 'shell', text: 'awk {print}' }],
    ['  service{name: x}', { type: 'kind', kind: 'service', args: '{name: x}' }],
    ['?', { type: 'help' }],
    ['? stat', { type: 'page', kind: 'stat' }],
    ['quit', { type: 'end' }],
    ['   ', { type: 'nothing' }],
  ])('%s', (line, expected) => {
    expect(readLine(line, isKind)).toEqual(expected);
  });
});
