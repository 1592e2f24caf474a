import { setMaxListeners } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFinder } from '../../src/definition.ts';
import type { Definition } from '../../src/definition.ts';
import { actions } from '../../src/actions/registry.ts';
import { program } from '../../src/cli/program.ts';
import type { Tools } from '../../src/cli/tools.ts';
import type { HostPaths } from '../../src/engine/host-paths.ts';
import type { Connect } from '../../src/host.ts';
import { connectLocal } from '../../src/hosts/local.ts';
import type { RunEvent } from '../../src/reporter.ts';
import { broadcast } from '../../src/reporters/broadcast.ts';
import { definitions } from '../../src/resources/registry.ts';
import { Secret } from '../../src/secret.ts';
import { Secrets } from '../../src/secrets.ts';
import { hostPathsIn } from './host-paths.ts';

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
  readonly who?: string;
  /** Nothing gives the run places of its own. */
  readonly hostPaths?: HostPaths;
  readonly more?: readonly Definition[];
  /** To questions, in their order; then somebody sits at the terminal. */
  readonly answers?: readonly string[];
  /** Nothing waits no time at all. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
  readonly stop?: AbortController;
  readonly onEvent?: (event: RunEvent) => void;
}

/** The whole program in this process, with every host on this machine and nothing shown. */
export async function runProgram(words: readonly string[], settings: ProgramSettings): Promise<ProgramEnd> {
  let out = '';
  let err = '';
  const events: RunEvent[] = [];
  const answers = [...(settings.answers ?? [])];
  const answer = (question: string): string => {
    err += question;
    return answers.shift() ?? '';
  };
  const all = [...definitions, ...actions, ...(settings.more ?? [])];
  const stop = (settings.stop ?? new AbortController()).signal;
  const abort = new AbortController().signal;
  setMaxListeners(0, stop, abort);
  const secrets = new Secrets();
  const scratch = mkdtempSync(join(tmpdir(), 'rackwright-host-'));
  const tools: Tools = {
    secrets,
    version: '0.0.0',
    cwd: settings.cwd,
    who: settings.who ?? 'anna@desk7',
    hostPaths: settings.hostPaths ?? hostPathsIn(scratch),
    places: {
      config: join(settings.cwd, '.home/config'),
      state: join(settings.cwd, '.home/state'),
      shippedRoles: join(settings.cwd, '.home/shipped/playbooks/roles'),
    },
    terminal: {
      out: (text) => void (out += text),
      err: (text) => void (err += secrets.text(text)),
      asking: false,
      color: false,
      interactive: false,
      attended: settings.answers !== undefined,
      columns: 100,
      rows: 24,
      ask: (question) => Promise.resolve(answer(question)),
      askSecret: (question) => Promise.resolve(new Secret(answer(question))),
      input: (question) => Promise.resolve(answer(question)),
      converse: async (conversation) => {
        for (const line of answers.splice(0)) if ((await conversation.answer(line)) === 'end') break;
      },
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
    sleep: settings.sleep ?? (() => Promise.resolve()),
    stop,
    abort,
  };
  try {
    const code = await program(words, tools);
    return { code, out, err, events };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
