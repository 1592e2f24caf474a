import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { RunEvent } from '../../src/reporter.ts';
import { plainReporter } from '../../src/reporters/plain.ts';
import { terminalReporter } from '../../src/reporters/terminal.ts';
import type { TextOptions } from '../../src/reporters/transcript.ts';
import { manualClock } from '../support/manual-clock.ts';
import { TerminalScreen } from '../support/terminal-screen.ts';

/** `golden/NAME.jsonl`: options in the first line, an event in each other one; `golden/NAME.txt`: what is printed. */
const directory = new URL('golden/', import.meta.url);
const names = readdirSync(directory).flatMap((file) => (file.endsWith('.jsonl') ? [file.slice(0, -6)] : []));

describe.each(names)('the report of %s', (name) => {
  const [options = '', ...lines] = read(`${name}.jsonl`).trimEnd().split('\n');
  const choice = JSON.parse(options) as TextOptions;
  const events = lines.map((line) => JSON.parse(line) as RunEvent);
  const expected = read(`${name}.txt`);

  test('reads in a pipe as it is recorded', () => {
    let printed = '';
    const reporter = plainReporter(choice, { out: (text) => void (printed += text), color: false }, manualClock());
    for (const event of events) reporter.on(event);
    expect(printed).toBe(expected);
  });

  test('leaves the same text on a terminal, whenever its footer was drawn', async () => {
    const screen = new TerminalScreen(600, 24);
    const clock = manualClock();
    const out = (text: string): void => screen.write(text);
    const reporter = terminalReporter(choice, { out, color: true, interactive: true, columns: 600, rows: 24 }, clock);
    for (const [index, event] of events.entries()) {
      reporter.on(event);
      clock.advance((index % 3) * 70);
    }
    await reporter.close?.();
    expect(`${screen.text}\n`).toBe(expected.replaceAll('"\t', '"  '));
  });
});

function read(name: string): string {
  return readFileSync(new URL(name, directory), 'utf8');
}
