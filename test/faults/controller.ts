import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunEvent } from '../../src/reporter.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** The program at work on the play. */
export interface Controller {
  readonly ended: Promise<ControllerEnd>;
  signal(name: NodeJS.Signals): void;
}

export interface ControllerEnd {
  /** Nothing when a signal ended it. */
  readonly code: number | undefined;
  readonly events: readonly RunEvent[];
  readonly stderr: string;
  readonly seconds: number;
}

/**
 * @param run told to the handlers, which write it down
 * @param onEvent called for each, in the moment in which it is told
 */
export function startController(
  inventory: string,
  run: number,
  onEvent: (event: RunEvent, index: number) => void,
): Controller {
  const words = ['run', join(checkout, 'test/faults/play/site.yml'), '-i', inventory, '-o', 'json', '-e', `run=${run}`];
  const startedAt = performance.now();
  const child = spawn(process.execPath, [join(checkout, 'bin/rackwright.js'), ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const events: RunEvent[] = [];
  let [line, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (line + text).split('\n');
    // A killed run may leave half a line.
    line = lines.pop() ?? '';
    for (const each of lines) {
      const event = JSON.parse(each) as RunEvent;
      events.push(event);
      onEvent(event, events.length);
    }
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // One that never ends is a finding, and must not hold the others up.
  const late = setTimeout(() => child.kill('SIGKILL'), longestMs);
  return {
    ended: new Promise((resolve) => {
      child.on('close', (code) => {
        clearTimeout(late);
        resolve({ code: code ?? undefined, events, stderr, seconds: (performance.now() - startedAt) / 1000 });
      });
    }),
    signal: (name) => child.kill(name),
  };
}

/** Milliseconds. */
const longestMs = 900_000;
