import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';

/** A headless Chromium that is told what to do over two pipes, by its DevTools protocol. */
export interface Browser {
  /** @throws Error with what the browser said */
  call(method: string, parameters?: object, session?: string): Promise<Readonly<Record<string, unknown>>>;
  /** The next event of that name in a session. */
  next(event: string, session: string): Promise<void>;
  close(): Promise<void>;
}

/** @throws Error when none is installed */
export function openBrowser(): Browser {
  const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
  if (program === undefined) throw new Error('no Chromium is installed: apt-get install chromium');
  const words = ['--headless=new', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--remote-debugging-pipe'];
  const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const [, , , to, from] = child.stdio as unknown as [null, null, null, Writable, Readable];
  const answers = new Map<number, (message: Message) => void>();
  child.once('error', (error) => {
    for (const answer of answers.values()) answer({ error: error.message });
  });
  const waiting = new Set<{ readonly event: string; readonly session: string; readonly resolve: () => void }>();
  let last = 0;
  let rest = '';
  from.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\0');
    rest = parts.pop() ?? '';
    for (const part of parts) hear(JSON.parse(part) as Message);
  });
  return {
    call: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        const id = (last += 1);
        answers.set(id, ({ result, error }) => {
          if (error !== undefined) reject(new Error(`${method}: ${JSON.stringify(error)}`));
          else resolve(result ?? {});
        });
        to.write(`${JSON.stringify({ id, method, params, ...(sessionId !== undefined && { sessionId }) })}\0`);
      }),
    next: (event, session) =>
      new Promise((resolve) => {
        waiting.add({ event, session, resolve });
      }),
    close: () =>
      new Promise((resolve) => {
        child.once('exit', () => {
          resolve();
        });
        child.kill();
      }),
  };

  function hear(message: Message): void {
    if (message.id !== undefined) {
      answers.get(message.id)?.(message);
      answers.delete(message.id);
      return;
    }
    for (const each of waiting) {
      if (each.event !== message.method || each.session !== message.sessionId) continue;
      waiting.delete(each);
      each.resolve();
    }
  }
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly sessionId?: string;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: unknown;
}
