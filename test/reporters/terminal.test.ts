import { describe, expect, test } from '@jest/globals';
import { displayWidth } from '../../src/diagnostics/display-width.ts';
import { terminalReporter } from '../../src/reporters/terminal.ts';
import type { Reporter, RunEvent } from '../../src/reporter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { begun, changed, ended, failed, finished, label, play, started, summaryOf } from '../support/run-events.ts';
import { TerminalScreen } from '../support/terminal-screen.ts';

const quiet = { diff: true, verbose: false, stats: false };

function open(columns = 80, rows = 24, options = quiet) {
  const screen = new TerminalScreen(columns, rows);
  const clock = manualClock();
  const prints: string[] = [];
  const state = { asking: false, columns, rows };
  const out = (text: string): void => {
    prints.push(text);
    screen.write(text);
  };
  const reporter = terminalReporter(
    options,
    {
      out,
      color: true,
      interactive: true,
      get columns() {
        return state.columns;
      },
      get rows() {
        return state.rows;
      },
      get asking() {
        return state.asking;
      },
    },
    clock,
  );
  return { screen, clock, prints, state, reporter, tell: (...events: RunEvent[]) => all(reporter, events) };
}

function all(reporter: Reporter, events: readonly RunEvent[]): void {
  for (const event of events) reporter.on(event);
}

const site = label('write the site', { id: 1, role: 'nginx' });
const wait = label('wait for the port', { id: 2 });
const mode = { attribute: 'mode', from: '0644', to: '0600' };

describe('the report on a terminal', () => {
  test('shows what goes on below what was said', () => {
    const { screen, clock, tell } = open();
    tell(started('run', 2), play('web', ['web1', 'web2'], 2), begun('web1', site), begun('web2', site));
    clock.advance(1000);
    tell(finished('web1', site, changed(mode)), begun('web1', wait));
    tell({ type: 'task.progress', host: 'web1', task: wait, message: 'try 1\ntry 2 of 9' });
    clock.advance(2000);
    expect(screen.lines).toEqual([
      'rackwright 1.2.3  run playbooks/site.yml: 2 hosts',
      '',
      'play web: 2 hosts, 2 tasks',
      'changed   web1  nginx : write the site  (playbooks/site.yml:14:7)',
      '    mode: 0644 → 0600',
      '',
      'web  0/2 hosts done  25 %  3 s  1 change',
      '  web2  3 s  nginx : write the site',
      '  web1  2 s  wait for the port       try 2 of 9',
    ]);
  });

  test('leaves the footer away at the end and the cursor below the last line', async () => {
    const { screen, clock, tell, reporter } = open();
    tell(started('run', 1), play('web', ['web1'], 1), begun('web1', site));
    clock.advance(500);
    tell(finished('web1', site, changed(mode)), ended('run', [summaryOf('web1', { changed: 1 })]));
    await reporter.close?.();
    expect(screen.lines.at(-1)).toBe('site converged: 1 host, 1 change');
    expect(screen.text).not.toContain('hosts done');
    expect(screen.cursor).toEqual({ row: screen.lines.length, column: 0 });
    expect(clock.ticking).toBe(0);
  });

  test('takes the footer away when a run dies without an end', async () => {
    const { screen, clock, tell, reporter } = open();
    tell(started('run', 1), play('web', ['web1'], 1), begun('web1', site));
    clock.advance(500);
    await reporter.close?.();
    expect(screen.lines).toEqual(['rackwright 1.2.3  run playbooks/site.yml: 1 host', '', 'play web: 1 host, 1 task']);
  });

  test('never hides the cursor, so that no death of the process can leave a terminal without it', () => {
    const { prints, clock, tell } = open();
    tell(started('run', 1), play('web', ['web1'], 1), begun('web1', site));
    clock.advance(5000);
    expect(prints.join('')).not.toContain('\u001b[?25l');
  });

  test('draws ten times a second at most, and once a second while nothing happens', () => {
    const { prints, clock, tell } = open();
    tell(started('run', 1), play('web', ['web1'], 1000));
    for (let id = 0; id < 1000; id += 1) {
      tell(begun('web1', { ...site, id }), finished('web1', { ...site, id }, { status: 'ok', verified: true }));
      clock.advance(1);
    }
    expect(prints).toHaveLength(10);
    clock.advance(10_000);
    expect(prints.length).toBeLessThanOrEqual(21);
  });

  test('stays readable with a thousand hosts: a third of the rows and no line too wide', () => {
    const { screen, clock, tell } = open(60, 24);
    const hosts = Array.from({ length: 1000 }, (_, index) => `a-rather-long-host-name-${index}.dc1.example.org`);
    const long = label('a task with a name that says much more than anybody needs to know about it', { id: 1 });
    tell(started('run', hosts.length), play('a play with a name that is much too long for a footer', hosts, 3));
    for (const host of hosts)
      tell(begun(host, long), { type: 'task.progress', host, task: long, message: 'downloading '.repeat(20) });
    clock.advance(100);
    const footer = screen.lines.slice(screen.lines.indexOf('', 2));
    expect(footer).toHaveLength(8);
    expect(footer[1]).toMatch(/^a play with a name that is mu…  0\/1000 hosts done  0 %/);
    expect(footer[2]).toMatch(/^ {2}a-rather-long-host-name…  0 s  a task with a name/);
    expect(footer[7]).toBe('  … and 995 more hosts at work');
    for (const line of footer) expect(displayWidth(line)).toBeLessThan(60);
  });

  test('shows no footer where there is no room', () => {
    const { screen, clock, tell } = open(80, 5);
    tell(started('run', 1), play('web', ['web1'], 1), begun('web1', site));
    clock.advance(1000);
    expect(screen.text).not.toContain('done');
  });

  test('keeps what others print on the same terminal meanwhile', () => {
    const { screen, clock, tell } = open();
    tell(started('run', 1), play('web', ['web1'], 1), begun('web1', site));
    clock.advance(500);
    screen.write('\n\u001b[Jinterrupted: running steps may end\n');
    tell(finished('web1', site, changed(mode)), begun('web1', wait));
    clock.advance(500);
    expect(screen.lines.slice(2)).toEqual([
      'play web: 1 host, 1 task',
      '',
      'interrupted: running steps may end',
      'changed   web1  nginx : write the site  (playbooks/site.yml:14:7)',
      '    mode: 0644 → 0600',
      '',
      'web  0/1 host done  100 %  1 s  1 change',
      '  web1  0 s  wait for the port',
    ]);
  });

  test('draws nothing while somebody is asked something', () => {
    const { screen, clock, tell, state } = open();
    tell(started('run', 1), play('web', ['web1'], 1), begun('web1', site));
    clock.advance(500);
    state.asking = true;
    screen.write('Passphrase: ');
    tell(finished('web1', site, changed(mode)));
    clock.advance(5000);
    expect(screen.lines).toContain('Passphrase:');
    state.asking = false;
    screen.write('\n');
    clock.advance(100);
    expect(screen.lines).toEqual(expect.arrayContaining(['Passphrase:', '    mode: 0644 → 0600']));
  });

  test('follows a window that gets smaller', () => {
    const { screen, clock, tell, state } = open(80, 30);
    const hosts = Array.from({ length: 20 }, (_, index) => `web${index}`);
    tell(started('run', 20), play('web', hosts, 1), ...hosts.map((host) => begun(host, site)));
    clock.advance(100);
    expect(screen.lines.filter((line) => line.startsWith('  web'))).toHaveLength(7);
    state.rows = 12;
    clock.advance(1000);
    expect(screen.lines.filter((line) => line.startsWith('  web'))).toHaveLength(1);
  });

  test('lets no host steer the terminal', () => {
    const { screen, clock, tell } = open(200);
    const evil = '\u001b[2J\u001b]0;owned\u0007\r\nchanged   web9  all is well\u009b31m';
    const task = label(evil, { id: 1, item: evil });
    tell(started('run', 1), play(evil, [evil], 1), begun(evil, task));
    tell({ type: 'task.progress', host: evil, task, message: evil });
    clock.advance(100);
    tell(
      finished(evil, task, failed({ code: 'command-failed', message: evil, hint: evil, stderr: evil, stdout: evil })),
    );
    tell({ type: 'handler.notified', host: evil, handler: evil, by: task });
    tell({ type: 'host.lost', host: evil, state: 'failed', tasksLeft: 1, handlersOwed: [evil] });
    tell({ type: 'warning', host: evil, message: evil, at: evil });
    tell(ended('run', [summaryOf(evil, { failed: 1 }, 'failed')]));
    clock.advance(100);
    expect(screen.text).toContain(String.raw`\x1b[2J\x1b]0;owned\x07`);
    expect(screen.text).not.toMatch(/^changed/m);
  });

  test('tells of its own failure at the next event, since nobody can catch what a timer throws', () => {
    const clock = manualClock();
    const broken = (): never => {
      throw new Error('the terminal is gone');
    };
    const screen = { out: broken, color: false, interactive: true, columns: 80, rows: 24 };
    const reporter = terminalReporter(quiet, screen, clock);
    reporter.on(started('run', 1));
    clock.advance(1000);
    expect(() => reporter.on(play('web', ['web1'], 1))).toThrow('the terminal is gone');
  });
});
