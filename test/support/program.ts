import { setMaxListeners } from 'node:events';
import { readFileSync } from 'node:fs';
import { createFinder } from '../../src/definition.ts';
import type { Definition } from '../../src/definition.ts';
import { actions } from '../../src/actions/registry.ts';
import { program } from '../../src/cli/program.ts';
import type { Tools } from '../../src/cli/tools.ts';
import type { Connect } from '../../src/host.ts';
import { connectLocal } from '../../src/hosts/local.ts';
import type { RunEvent } from '../../src/reporter.ts';
import { broadcast } from '../../src/reporters/broadcast.ts';
import { definitions } from '../../src/resources/registry.ts';
import { Secret } from '../../src/secret.ts';
import { Secrets } from '../../src/secrets.ts';

export interface ProgramEnd {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** What a run told its reporters. */
  readonly events: readonly RunEvent[];
}

export interface ProgramSettings {
  readonly cwd: string;
  readonly connect?: Connect;
  readonly more?: readonly Definition[];
  readonly answers?: readonly string[];
  readonly stop?: AbortController;
  readonly onEvent?: (event: RunEvent) => void;
}

/** The whole program in this process, with every host on this machine and nothing shown. */
export async function runProgram(words: readonly string[], settings: ProgramSettings): Promise<ProgramEnd> {
  let out = '';
  let err = '';
  const events: RunEvent[] = [];
  const answers = [...(settings.answers ?? [])];
  const answer = (): string => answers.shift() ?? '';
  const all = [...definitions, ...actions, ...(settings.more ?? [])];
  const stop = (settings.stop ?? new AbortController()).signal;
  const abort = new AbortController().signal;
  setMaxListeners(0, stop, abort);
  const secrets = new Secrets();
  const tools: Tools = {
    secrets,
    version: '0.0.0',
    cwd: settings.cwd,
    terminal: {
      out: (text) => void (out += text),
      err: (text) => void (err += secrets.text(text)),
      asking: false,
      color: false,
      interactive: false,
      columns: 100,
      rows: 24,
      ask: () => Promise.resolve(answer()),
      converse: async (conversation) => {
        for (const line of answers.splice(0)) if ((await conversation.answer(line)) === 'end') break;
      },
      askSecret: () => Promise.resolve(new Secret(answer())),
      input: () => Promise.resolve(answer()),
    },
    errorPage: (code) => readFileSync(new URL(`../../docs/errors/${code}.md`, import.meta.url), 'utf8'),
    definitions: () => Promise.resolve({ ...createFinder(all), all }),
    connector: () => Promise.resolve(settings.connect ?? ((address) => connectLocal(address))),
    report: () =>
      Promise.resolve({
        emit: broadcast(
          [
            {
              on: (event) => {
                events.push(event);
                settings.onEvent?.(event);
              },
            },
          ],
          secrets,
          (message) => void (err += message),
        ),
        close: () => Promise.resolve(),
      }),
    hostKeys: () => Promise.reject(new Error('no host has keys here')),
    sleep: () => Promise.resolve(),
    stop,
    abort,
  };
  const code = await program(words, tools);
  return { code, out, err, events };
}
