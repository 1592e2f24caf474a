import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { RunEvent } from '../../src/reporter.ts';
import { plainReporter } from '../../src/reporters/plain.ts';
import type { TextOptions } from '../../src/reporters/transcript.ts';
import { manualClock } from '../support/manual-clock.ts';

/** `golden/NAME.jsonl`: options in the first line, an event in each other one; `golden/NAME.txt`: what is printed. */
const directory = new URL('golden/', import.meta.url);
const names = readdirSync(directory).flatMap((file) => (file.endsWith('.jsonl') ? [file.slice(0, -6)] : []));

describe('the report in a pipe', () => {
  test.each(names)('of %s reads as recorded', (name) => {
    const [options = '', ...events] = read(`${name}.jsonl`).trimEnd().split('\n');
    let printed = '';
    const screen = { out: (text: string) => void (printed += text), color: false };
    const reporter = plainReporter(JSON.parse(options) as TextOptions, screen, manualClock());
    for (const event of events) reporter.on(JSON.parse(event) as RunEvent);
    expect(printed).toBe(read(`${name}.txt`));
  });
});

function read(name: string): string {
  return readFileSync(new URL(name, directory), 'utf8');
}
